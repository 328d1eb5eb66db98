#!/bin/sh
# A file that changed, or a beginning that is not its own, is never made into one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
make_file "$here/large.bin" 3000000
start_proxy "$sshd_port" stall=1500000 stall=1500000 pass
know_host "$proxy_port"
aim "$proxy_port"
begin() {
    rm -f "$shelf"/.twatfs-*
    start upload -p sftp --force "$here/large.bin"
    until [ "$(cat "$shelf"/.twatfs-* 2>/dev/null | wc -c)" -gt 1000000 ]; do
        kill -0 "$pid" || fail "it ended"
        sleep 0.05
    done
    interrupt KILL
}
# Other bytes in what is there: the proof finds them out.
begin
printf 'B' | dd of="$(ls "$shelf"/.twatfs-*)" conv=notrunc status=none
run upload -p sftp,local --force "$here/large.bin"
expect_err 'check: the server stored other bytes'
expect_out '^file://'
# More than the file has: begun anew.
rm -f "$shelf/large.bin"
begin
make_file "$(ls "$shelf"/.twatfs-*)" 4000000
run upload -v -p sftp --force "$here/large.bin"
expect_status 0
expect_err 'is longer than the file'
expect_same "$shelf/large.bin" "$here/large.bin"
expect_shelf large.bin
