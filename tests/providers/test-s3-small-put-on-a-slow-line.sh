#!/bin/sh
# A small PUT whose bytes are still on their way is not sent once more beside itself.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=slow,bytes-per-second=150000'
make_file "$file" 500000
run upload -v --force -p s3 "$file"
expect_status 0
expect_no_err 'sent once more'
expect_stored "$file"
