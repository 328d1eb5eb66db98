#!/bin/sh
# Standard input that is long goes in parts with a length each; no request is chunked.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
cat "$file" | { run upload -p s3 -o s3.part_size=5 --name long.txt -; expect_status 0; }
expect_stored "$file"
expect_asked 3 "$part"
expect_asked 0 "'transfer-encoding' in h"
