#!/bin/sh
# Without an instance it is passed over, and says which variable it lacks.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
run upload -p haste "$here/notes.txt"
expect_status 4
expect_error_line 'TWATFS_HASTE_URL'
