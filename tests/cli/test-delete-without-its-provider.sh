#!/bin/sh
# Whether a file outlives its link only its provider says: where that is not installed any more, one
# whose link has expired is not said to be gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 "$file"
expect_status 0
sql "UPDATE upload SET expires = 1, provider = 'elsewhere'"
run delete 1
expect_status 4
expect_out '^failed +elsewhere '
expect_err 'elsewhere: unknown provider'
