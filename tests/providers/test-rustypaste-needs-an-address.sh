#!/bin/sh
# Without an instance it is passed over, and says which variable it lacks.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

run upload -p rustypaste "$file"
expect_status 4
expect_error_line 'TWATFS_RUSTYPASTE_URL'
