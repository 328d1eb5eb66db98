#!/bin/sh
# Going on with some of a batch's files, by its number, does not forget the others.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;status=413;ok*'
make_files 3
run upload -p transfersh -j 1 --from-file - <<LIST
$here/files/1.txt
$here/files/2.txt
$here/files/3.txt
LIST
expect_status 1
run upload -p transfersh --resume=1 "$here/files/2.txt"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
run upload -p transfersh --resume --from-file - </dev/null
expect_status 0
expect_silence
run upload -p transfersh -j 1 --resume --from-file - <<LIST
$here/files/1.txt
$here/files/2.txt
$here/files/3.txt
LIST
expect_status 0
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three links"
expect_requests transfersh PUT 4
run history --unfinished
expect_silence
