#!/bin/sh
# --expire is sent in seconds; what the host tells is the time.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx
run upload --json -p linx --expire 90min "$file"
expect_status 0
expect_part linx PUT Linx-Expiry 5400
expect_expiry 5400
