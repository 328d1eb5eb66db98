#!/bin/sh
# The same over TLS, with a certificate authority of the user's own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --tls "$here"
SSL_CERT_FILE=$here/ca.pem
export SSL_CERT_FILE
run upload "$file"
expect_status 0
expect_out '^https://localhost:'
expect_serves "$(cat "$here/out")" "$file"
