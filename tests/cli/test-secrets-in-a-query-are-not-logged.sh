#!/bin/sh
# What lets in whoever has it, in the query of a link that is fetched, is not told with -vv.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault \
    'transfersh/download=redirect=/elsewhere?X-Amz-Signature=s3cr3t&X-Amz-Date=20261121&access_token=s3cr3t&x=y#top;ok'
run upload -vv --check full -p transfersh --retries 0 "$file"
expect_no_err 's3cr3t'
expect_err 'GET .*/elsewhere\?X-Amz-Signature=\*\*\*&X-Amz-Date=20261121&access_token=\*\*\*&x=y'
