#!/bin/sh
# An unknown key of a provider's section is named with its file and line.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir -p "$here/.config/twatfs"
printf '\n[litterbox]\nname_lenght = 6\n' >"$here/.config/twatfs/config"
run upload "$file"
expect_status 2
expect_error_line 'twatfs/config:3: .*name_lenght.*did you mean "name_length"'
