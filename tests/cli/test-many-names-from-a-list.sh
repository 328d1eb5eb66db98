#!/bin/sh
# --from-file takes a file of names, one a line; a line break at its end is not needed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 3
make_file "$here/files/with blank.txt"
cd "$here/files"
printf '%s\n\n%s\n%s' 1.txt "with blank.txt" 3.txt >names
run upload -p transfersh --from-file names 2.txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 4 ] || fail "not four links"
i=0
for each in 2.txt 1.txt "with blank.txt" 3.txt; do
    i=$((i + 1))
    expect_serves "$(sed -n ${i}p "$here/out")" "$each"
done
