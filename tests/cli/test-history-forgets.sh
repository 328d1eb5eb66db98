#!/bin/sh
# --forget and --forget-before remove uploads from the history and from the file, and touch no host.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
for name in one two three; do
    cp "$file" "$here/$name.txt" && echo "$name" >>"$here/$name.txt"
    run upload -p www0x0 "$here/$name.txt"
done
sql "UPDATE upload SET time = time - 86400 * 40 WHERE id = 1"
posts=$(requests 0x0 POST)
run history --forget-before 30d
expect_status 0
expect_out '^forgotten: 1$'
run history --forget 2 --forget 77
expect_status 2
expect_out '^forgotten: 1$'
expect_error_line '77: no upload has this number'
run history
expect_out '^3 '
expect_no_out '^[12] '
! grep -qa 'one\.txt\|two\.txt' "$memory"* || fail "a forgotten name is still in the file"
grep -qa 'three\.txt' "$memory"* || fail "the test looks in the wrong file"
[ "$(requests 0x0 POST)" -eq "$posts" ] || fail "a host was asked"
