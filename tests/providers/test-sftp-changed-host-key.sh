#!/bin/sh
# A host whose key is another than before is refused loudly, and nothing is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
make_key "$here/other"
sed "s|$(cut -d ' ' -f 2 "$here/host-key.pub")|$(cut -d ' ' -f 2 "$here/other.pub")|" \
    "$here/.ssh/known_hosts" >"$here/changed"
mv "$here/changed" "$here/.ssh/known_hosts"
run upload -p sftp,local "$file"
expect_status 0
expect_err 'ITS HOST KEY HAS CHANGED, someone may be in between: SHA256:.*ssh-keygen -f .* -R .\[127\.0\.0\.1\]'
expect_out '^file://'
! grep -q 'Accepted' "$here/sshd.log" || fail "it logged in all the same"

# A list whose names are hashed is read as well.
rm "$here/.ssh/known_hosts"
know_host "$sshd_port"
ssh-keygen -q -H -f "$here/.ssh/known_hosts" 2>"$here/none"
run upload -p sftp "$file"
expect_status 0
