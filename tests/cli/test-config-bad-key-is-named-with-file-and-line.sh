#!/bin/sh
# A key that is not known is named with its file and line.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir -p "$here/.config/twatfs"
printf '# a comment\nretries = 1\nretires = 2\n' >"$here/.config/twatfs/config"
run upload "$file"
expect_status 2
expect_error_line 'twatfs/config:3: retires: unknown setting; did you mean "retries"'
printf 'retries = many\n' >"$here/.config/twatfs/config"
run upload "$file"
expect_status 2
expect_error_line 'twatfs/config:1: retries'
