#!/bin/sh
# Over TLS, which guards the bytes itself, they are not hashed for the signature.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --tls "$here"
SSL_CERT_FILE=$here/ca.pem
export SSL_CERT_FILE
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and h['x-amz-content-sha256'] == 'UNSIGNED-PAYLOAD'"
