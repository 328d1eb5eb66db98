#!/bin/sh
# AWS_PROFILE chooses keys, region and endpoint from the shared files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-elsewhere:s3
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY TWATFS_S3_URL
mkdir "$here/.aws"
cat >"$here/.aws/credentials" <<CREDENTIALS
[work]
aws_access_key_id = AKIAOFTHETESTS
aws_secret_access_key = secret/of+the/tests
CREDENTIALS
cat >"$here/.aws/config" <<CONFIG
[profile work]
region = eu-central-1
services = local
[services local]
s3 =
  endpoint_url = $s3
CONFIG
AWS_PROFILE=work
export AWS_PROFILE
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_no_err 'detour'
run providers status -v s3
expect_status 0
expect_err "region: eu-central-1 \(the profile\)"
expect_err "endpoint: $s3 \(the profile's services\)"
