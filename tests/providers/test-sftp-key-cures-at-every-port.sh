#!/bin/sh
# What is said to do about a host key works at SSH's own port as at others, and with an address of
# IPv6.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
start_tunnel "22=$sshd_port" "2222=$sshd_port"
make_key "$here/other"
hosts=$here/.ssh/known_hosts

# try HOST KNOWN-AS PORT: with another key, with none, and with the right one.
try() {
    TWATFS_SFTP_URL=sftp://$(id -un)@$1$shelf/
    echo "$2 $(cut -d ' ' -f 1,2 "$here/other.pub")" >"$hosts"
    run upload -p sftp --force "$file"
    expect_status 5
    cure=$(sed -n "s/.*anew: \(ssh-keygen -f .* -R '[^']*'\),.*/\1/p" "$here/err")
    [ -n "$cure" ] || fail "$1: no cure"
    sh -c "$cure" >"$here/none" 2>&1 || fail "$1: the cure failed: $cure"
    [ ! -s "$hosts" ] || fail "$1: the other key is still there after: $cure"
    run upload -p sftp --force "$file"
    expect_status 5
    grep -qF "ssh-keyscan -p $3 >>$hosts" "$here/err" || fail "$1: not that way"
    echo "$2 $(cut -d ' ' -f 1,2 "$here/host-key.pub")" >"$hosts"
    run upload -p sftp --force "$file"
    expect_status 0
}
try files.example.org files.example.org '22 files.example.org'
try files.example.org:2222 '[files.example.org]:2222' '2222 files.example.org'
try '[2001:db8::1]' 2001:db8::1 '22 2001:db8::1'
try '[2001:db8::1]:2222' '[2001:db8::1]:2222' '2222 2001:db8::1'
