#!/bin/sh
# Older answers had http:// in them; a host that we reach by https has its links there too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

said=$(answer 200 '{"status": "success", "data": {"url": "http://files.test/12/a.txt"}}')
start_hosts tmpfilesorg -- --tls "$here" --fault "tmpfilesorg/upload=$said"
SSL_CERT_FILE=$here/ca.pem
export SSL_CERT_FILE
run upload --no-check -p tmpfilesorg "$file"
expect_status 0
expect_out '^https://files\.test/dl/12/a\.txt$'
run upload -p tmpfilesorg "$file"
expect_status 0
expect_out '^https://localhost:.*/dl/'
