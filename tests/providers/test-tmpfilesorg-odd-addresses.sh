#!/bin/sh
# An address that is direct already stays, a raw name is encoded, and what is no address is no
# success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

link() { # URL
    answer 200 "{\"status\": \"success\", \"data\": {\"url\": \"$1\"}}"
}
start_hosts tmpfilesorg -- --fault "tmpfilesorg/upload=$(link http://x.test/dl/12/a.txt);$(
    link 'http://x.test/12/Grüße 1%.txt');$(link 'HTTP://x.test/12/a%20b.txt');$(
    link javascript://x.test/12/a.txt);$(link http://x.test);$(link http:///12/a.txt);$(
    link 'http://x.test/1 2/a.txt');$(link '');$(link 12/a.txt);$(answer 200 '{"data": []}')"
for expected in http://x.test/dl/12/a.txt http://x.test/dl/12/Gr%C3%BC%C3%9Fe%201%25.txt \
    http://x.test/dl/12/a%20b.txt; do
    run upload --no-check -p tmpfilesorg "$file"
    expect_status 0
    [ "$(cat "$here/out")" = "$expected" ] || fail "$(cat "$here/out"), expected $expected"
done
run upload --no-check -p tmpfilesorg "$file"
expect_status 5
expect_err 'neither http nor https'
run upload --no-check -p tmpfilesorg "$file"
expect_out '^http://x\.test$'
for i in 1 2 3 4 5; do
    run upload --no-check -p tmpfilesorg "$file"
    expect_status 5
    expect_silence
done
