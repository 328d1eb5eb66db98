#!/bin/sh
# An old file of the new one's size is never taken for it: not where nothing could be sent at first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
for check in auto none; do
    echo "version TWO, --check $check" >"$file"
    echo "version ONE, --check $check" >"$shelf/photo.txt"
    stop_sshd
    run upload -p sftp --force --check $check --retries 0 "$file"
    expect_status 5
    rm "$here/sshd.log"
    start_sshd
    run upload -p sftp --force --check $check "$file"
    expect_status 0
    expect_same "$shelf/photo.txt" "$file"
    expect_shelf photo.txt
    [ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
done
