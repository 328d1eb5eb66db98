#!/bin/sh
# What options ask for is sent, signed, and comes back with the object.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --content-type text/x-tests -o 's3.cache_control=max-age=1,   public' \
    -o 's3.content_disposition=attachment; filename="a b"' -o s3.content_encoding=identity \
    -o s3.storage_class=STANDARD_IA -o s3.metadata=a=1,a-b=two "$file"
expect_status 0
expect_asked 1 "$put and h['x-amz-storage-class'] == 'STANDARD_IA' and h['content-type'] == 'text/x-tests'"
expect_asked 1 "$put and h['x-amz-meta-a'] == '1' and h['x-amz-meta-a-b'] == 'two'"
expect_asked 1 "$put and {'cache-control', 'content-disposition', 'content-encoding', 'content-type', 'x-amz-meta-a', 'x-amz-meta-a-b', 'x-amz-storage-class'} <= set(h['authorization'].split('SignedHeaders=')[1].split(',')[0].split(';'))"
