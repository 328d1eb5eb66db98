#!/bin/sh
# An answer without a URL is no success, and is not shown as it is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts termbin -- --fault "termbin/upload=prose;html;garbage;escapes;$(
    answer 200 'See https://termbin.test/ab1c');$(
    answer 200 'https://termbin.test/ab1c is down.');$(
    answer 200 'https://termbin.test/ab1c!
');$(
    answer 200 'https://termbin.test/ab1c
')"
run upload -p termbin "$here/notes.txt"
expect_status 5
expect_err 'answer: no URL, but: Sorry'
run upload -p termbin "$here/notes.txt"
[ "$status" -ne 0 ] || fail "a page was taken for success"
for answer in garbage escapes; do
    run upload -p termbin "$here/notes.txt"
    expect_status 5
    expect_silence
    ! grep -q "$(printf '[\001-\010\033]')" "$here/err" || fail "control characters"
done
for i in 1 2 3; do
    run upload --no-check -p termbin "$here/notes.txt"
    expect_status 5
    expect_silence
done
run upload --no-check -p termbin "$here/notes.txt"
expect_status 0
