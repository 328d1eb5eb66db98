#!/bin/sh
# Ctrl-C ends an upload at once, and the next run goes on with it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
tolerate_leaks
make_file "$here/large.bin" 3000000
start_proxy "$sshd_port" stall=1500000 pass
know_host "$proxy_port"
aim "$proxy_port"
start upload -p sftp "$here/large.bin"
until [ "$(cat "$shelf"/.twatfs-* 2>/dev/null | wc -c)" -gt 1000000 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
interrupt INT
expect_status 130
run upload -v -p sftp "$here/large.bin"
expect_status 0
expect_err 'went on at byte'
expect_same "$shelf/large.bin" "$here/large.bin"
