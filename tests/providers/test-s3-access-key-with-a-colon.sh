#!/bin/sh
# An access key with a colon, and a secret with slash and plus, survive everything.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_ACCESS_KEY_ID=test:colon AWS_SECRET_ACCESS_KEY=another/secret+
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
