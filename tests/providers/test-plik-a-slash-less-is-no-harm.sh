#!/bin/sh
# The address may end in a slash or not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik
TWATFS_PLIK_URL=$plik run upload -p plik "$file"
expect_status 0
expect_out "^$plik/file/"
