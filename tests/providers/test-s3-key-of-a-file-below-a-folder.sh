#!/bin/sh
# Where --remote-path is a template, the path of a file below a folder is none: two files whose
# names look like one do not replace each other.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
mkdir "$here/tree"
make_file "$here/tree/{year}.txt"
make_file "$here/tree/$(date -u +%Y).txt"
make_file "$here/tree/a{b}.txt"
run upload -p s3 --force --remote-path 'in/{year}/' -r "$here/tree"
expect_status 0
[ "$(sort -u "$here/out" | wc -l)" -eq 3 ] || fail "not three links"
year=$(date -u +%Y)
for name in "$year.txt" '%7Byear%7D.txt' 'a%7Bb%7D.txt'; do
    expect_asked 1 "$put and r['path'] == '/test-bucket/in/$year/$name'"
done
