#!/bin/sh
# Without a key it is passed over, and says which variable it lacks.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts pixeldrain
run upload -p pixeldrain "$file"
expect_status 4
expect_error_line 'PIXELDRAIN_API_KEY'
expect_requests pixeldrain PUT 0
