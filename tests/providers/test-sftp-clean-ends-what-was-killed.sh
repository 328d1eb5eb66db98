#!/bin/sh
# `twatfs clean` takes what a killed run began off the server.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
make_file "$here/large.bin" 3000000
start_proxy "$sshd_port" stall=1500000 pass
know_host "$proxy_port"
aim "$proxy_port"
start upload -p sftp "$here/large.bin"
until ls "$shelf"/.twatfs-* >"$here/none" 2>&1; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
interrupt KILL
run clean
expect_status 0
expect_out sftp
expect_shelf
