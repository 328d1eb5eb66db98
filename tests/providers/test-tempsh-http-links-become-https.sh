#!/bin/sh
# The host tells http: where it is reached by https, so is the link.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

plain=$(answer 200 http://temp.sh/aBcDe/photo.txt)
start_hosts tempsh -- --tls "$here/tls" --fault "tempsh/upload=$plain*"
SSL_CERT_FILE=$here/tls/ca.pem
export SSL_CERT_FILE
run upload --no-check -p tempsh "$file"
expect_status 0
expect_out '^https://temp\.sh/aBcDe/photo\.txt$'
