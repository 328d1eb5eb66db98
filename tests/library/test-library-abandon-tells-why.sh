#!/bin/sh
# What was left behind and cannot be ended: the reason is told, and not always that the provider is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
interrupt KILL
mkdir -p "$here/.config/twatfs"
printf '[unfinished]\nabandonn = x\n' >"$here/.config/twatfs/config"
client abandon
expect_status 0
expect_out 'abandonn: unknown option; did you mean "abandon"'
rm "$here/.config/twatfs/config"
TWATFS_PLUGIN_PATH=$build/plugins/local/.libs
client abandon
expect_status 0
expect_out 'photo.txt: unfinished: is not installed: install it, or remove .* to forget it$'
