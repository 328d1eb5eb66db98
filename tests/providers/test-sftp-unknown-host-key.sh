#!/bin/sh
# A host whose key is not known is refused, with the key and what to do; that cure works.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
rm "$here/.ssh/known_hosts"
key=$(ssh-keygen -l -f "$here/host-key.pub" | cut -d ' ' -f 2)
run upload -p sftp "$file"
expect_status 5
grep -qF "127.0.0.1: unknown host key $key: if it is the server's own" "$here/err" || fail "not the key"
! grep -q 'Accepted' "$here/sshd.log" || fail "it logged in all the same"
cure=$(sed -n 's/.*or: \(ssh-keyscan .*known_hosts\).*/\1/p' "$here/err")
[ -n "$cure" ] || fail "no cure"
sh -c "$cure" 2>"$here/none" || fail "the cure failed: $cure"
run upload -p sftp "$file"
expect_status 0

# Without known_hosts, by the fingerprint alone.
rm "$here/.ssh/known_hosts"
run upload -p sftp --force -o "sftp.host-key=$key" "$file"
expect_status 0
make_key "$here/other"
other=$(ssh-keygen -l -f "$here/other.pub" | cut -d ' ' -f 2)
run upload -p sftp --force -o "sftp.host-key=$other" "$file"
expect_status 5
expect_err 'host-key'
run upload -p sftp --force -o sftp.host-key=yes "$file"
expect_status 5
expect_err 'must be SHA256: and 43 characters'
