#!/bin/sh
# A disk without room is found before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
[ -d /dev/shm ] && [ -w /dev/shm ] || skip "no /dev/shm"
free=$(($(stat -f -c '%a * %S' /dev/shm)))
[ "$free" -lt 1000000000000 ] || skip "/dev/shm is too large"
truncate -s $((free + 1000000000)) "$here/large.bin" 2>"$here/none" || skip "no sparse files"
TWATFS_SFTP_URL=sftp://$(id -un)@127.0.0.1:$sshd_port/dev/shm/
run upload -p sftp --remote-path "twatfs-test-$$/" "$here/large.bin"
expect_status 5
expect_err 'disk full: [0-9]+ bytes are free there'
expect_no_err 'trying again'
[ ! -e "/dev/shm/twatfs-test-$$" ] || fail "something is left"
