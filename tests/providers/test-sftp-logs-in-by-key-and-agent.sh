#!/bin/sh
# A key with a passphrase, an agent; who has nothing, or the wrong thing, is told what to set.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
mv "$here/.ssh/id_ed25519" "$here/key"
run upload -p sftp "$file"
expect_status 5
expect_err 'no key, no ssh-agent and no password: set TWATFS_SFTP_KEY or'
TWATFS_SFTP_KEY=$here/key
export TWATFS_SFTP_KEY
run upload -p sftp "$file"
expect_status 0
ssh-keygen -q -p -N 'open sesame' -f "$here/key" >"$here/none"
TWATFS_SFTP_KEY_PASSPHRASE='open sesame'
export TWATFS_SFTP_KEY_PASSPHRASE
run upload -vv -p sftp --force "$file"
expect_status 0
expect_no_err 'open sesame'
TWATFS_SFTP_KEY_PASSPHRASE='open barley'
run upload -p sftp --force "$file"
expect_status 5
expect_err 'check the user, TWATFS_SFTP_KEY with its passphrase'
expect_no_err 'open barley|trying again'
TWATFS_SFTP_KEY=$here/none-such
run upload -p sftp --force "$file"
expect_err 'none-such: cannot be read: check TWATFS_SFTP_KEY'
unset TWATFS_SFTP_KEY TWATFS_SFTP_KEY_PASSPHRASE

TWATFS_SFTP_PASSWORD='wrong horse'
export TWATFS_SFTP_PASSWORD
run upload -vv -p sftp --force "$file"
expect_status 5
expect_err 'check the user, .*TWATFS_SFTP_PASSWORD'
expect_no_err 'wrong horse|trying again'
unset TWATFS_SFTP_PASSWORD

command -v ssh-agent >"$here/none" || skip "no ssh-agent"
eval "$(ssh-agent -a "$here/agent")" >"$here/none"
helpers="$helpers $SSH_AGENT_PID"
ssh-keygen -q -p -P 'open sesame' -N '' -f "$here/key" >"$here/none"
ssh-add -q "$here/key"
run upload -p sftp --force "$file"
expect_status 0
