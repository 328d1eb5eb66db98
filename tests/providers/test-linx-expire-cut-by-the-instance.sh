#!/bin/sh
# An instance that keeps files for less than --expire has refused.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

LINX_API_KEY=VTn3Bqm2xJd8Lw5c
export LINX_API_KEY
start_hosts linx-private litterbox
point linx "$linx_private"
run upload -p linx,litterbox --expire 72h "$file"
expect_status 0
expect_err 'linx: keeps files for less than --expire'
expect_out "^$litterbox/"
run upload --json -p linx --expire 12h "$file"
expect_status 0
expect_expiry 43200
