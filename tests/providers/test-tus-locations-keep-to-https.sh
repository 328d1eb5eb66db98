#!/bin/sh
# A server that does not know that it is reached over https names uploads without it: that is told,
# and nothing is sent in clear.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tus -- --tls "$here/tls" --fault 'tus/upload=redirect=http://127.0.0.1/files/x,status=201'
SSL_CERT_FILE=$here/tls/ca.pem
export SSL_CERT_FILE
run upload -p tus "$file"
expect_status 5
expect_err 'leads away from https: the server does not know'
run upload -p tus "$file"
expect_status 0
