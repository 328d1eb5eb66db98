#!/bin/sh
# The option comes before AWS_REGION, that before AWS_DEFAULT_REGION.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_DEFAULT_REGION=us-east-1
export AWS_DEFAULT_REGION
run providers status -v s3
expect_err 'region: us-east-1 \(AWS_DEFAULT_REGION\)'
AWS_REGION=eu-west-3
export AWS_REGION
run providers status -v -o s3.region=us-east-1 s3
expect_err 'region: us-east-1 \(the option region\)'
run providers status -v s3
expect_err 'region: eu-west-3 \(AWS_REGION\)'
