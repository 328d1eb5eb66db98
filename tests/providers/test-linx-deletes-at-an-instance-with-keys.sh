#!/bin/sh
# An instance that asks for a key asks for it again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

LINX_API_KEY=VTn3Bqm2xJd8Lw5c
export LINX_API_KEY
start_hosts linx-private
point linx "$linx_private"
run upload --json --show-token -p linx "$file"
expect_status 0
run_remove linx "$(record url)" "$(record delete_token)"
expect_status 0
expect_gone "$(record url)"
