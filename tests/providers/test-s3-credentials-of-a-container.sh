#!/bin/sh
# In a container its endpoint gives the keys.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 roles
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
AWS_CONTAINER_CREDENTIALS_FULL_URI=$roles/container
AWS_CONTAINER_AUTHORIZATION_TOKEN=container-token
export AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_AUTHORIZATION_TOKEN
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_no_err 'container-token'
