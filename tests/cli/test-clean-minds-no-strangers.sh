#!/bin/sh
# What lies about in the folder and is no checkpoint is left alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints
mkdir -p "$checkpoints/folder"
chmod 700 "$checkpoints"
echo nonsense >"$checkpoints/unfinished-00"
printf '{"provider":"nobody","file":"f"}\n' >"$checkpoints/nobody-00"
head -c 100000 /dev/zero >"$checkpoints/zeros"
ln -s /etc/passwd "$checkpoints/link"
mkfifo "$checkpoints/fifo"
run clean
expect_status 1
expect_error_line 'nobody: is not installed: install it, or remove .*/nobody-00 to forget it'
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "more than one was listed"
[ -e "$checkpoints/unfinished-00" ] || fail "a stranger was removed"
