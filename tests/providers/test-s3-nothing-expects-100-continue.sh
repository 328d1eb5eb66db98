#!/bin/sh
# No request waits for 100 Continue: it costs a second where a store does not know it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_asked 0 "'expect' in h"
