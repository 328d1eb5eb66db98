#!/bin/sh
# An instance may ask for a key: without it it says what to set.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx-private
point linx "$linx_private"
run upload -p linx "$file"
expect_status 5
expect_err 'HTTP 401: set LINX_API_KEY'
expect_requests linx-private PUT 1
LINX_API_KEY=VTn3Bqm2xJd8Lw5c run upload -vv -p linx "$file"
expect_status 0
expect_part linx-private PUT Linx-Api-Key VTn3Bqm2xJd8Lw5c
expect_no_err VTn3Bqm2xJd8Lw5c
