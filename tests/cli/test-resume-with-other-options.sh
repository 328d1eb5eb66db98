#!/bin/sh
# Other files or wishes are another batch; with its number one is gone on with all the same, and what
# was uploaded otherwise is sent anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh catbox -- --fault 'transfersh/upload=ok;ok;status=413;ok*'
make_files 3
run upload -p transfersh -j 1 "$here"/files/[1-3].txt
expect_status 1
cp "$here/out" "$here/before"
for changed in "--expire 1d" "--check full" "--force" "--content-type text/plain"; do
    # shellcheck disable=SC2086 # two words
    run upload -p transfersh --resume $changed "$here"/files/[1-3].txt
    expect_status 2
    expect_error_line '--resume: no unfinished batch is of these files'
done
run upload -p transfersh,catbox --resume "$here"/files/[1-3].txt
expect_status 2
run upload -p transfersh --resume "$here"/files/[1-2].txt
expect_status 2
expect_requests transfersh PUT 3

# Not wanted there: nor is it believed to be; and where it was it is not sent again.
run upload -p catbox --resume=1 "$here/files/1.txt"
expect_status 0
expect_requests catbox POST 1
expect_requests transfersh PUT 3
run upload -p catbox --resume=1 "$here/files/1.txt"
expect_status 0
expect_requests catbox POST 1
run upload -p transfersh --resume "$here"/files/[1-3].txt
expect_status 0
[ "$(head -n 2 "$here/out")" = "$(cat "$here/before")" ] || fail "other links than before"
expect_requests transfersh PUT 4
