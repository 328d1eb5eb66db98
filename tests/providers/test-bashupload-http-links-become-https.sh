#!/bin/sh
# The older server tells http though it was reached by https; a link of another host is left as it
# is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts bashupload -- --tls "$here" --fault "bashupload/upload=ok;$(
    answer 200 "
wget http://files.test/ab12c/photo.txt
")"
SSL_CERT_FILE=$here/ca.pem
export SSL_CERT_FILE
run upload --no-check -p bashupload "$file"
expect_status 0
expect_out '^https://localhost:[0-9]+/[A-Za-z0-9_-]{5}/photo\.txt\?download=1$'
expect_serves "$(cat "$here/out")" "$file"
run upload --no-check -p bashupload "$file"
expect_status 0
expect_out '^http://files\.test/ab12c/photo\.txt\?download=1$'
