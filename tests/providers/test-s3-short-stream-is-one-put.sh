#!/bin/sh
# Standard input that ends early is one PUT, and can be sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=InternalError'
cat "$file" | { run upload -p s3 -; expect_status 0; }
expect_stored "$file"
expect_asked 2 "$put"
expect_asked 0 "$create"
