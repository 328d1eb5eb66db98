#!/bin/sh
# An error whose message is empty is told by its code, as Ceph sends them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-ceph:s3 -- --fault 's3/upload=s3=NoSuchBucket*'
run upload -p s3 --force "$file"
expect_status 5
expect_err "HTTP 404 NoSuchBucket: check the bucket's name"
