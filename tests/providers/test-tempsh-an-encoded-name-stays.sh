#!/bin/sh
# A name that the host has encoded is not encoded again, whatever it left as it was.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh -- --fault "tempsh/upload=$(answer 200 'http://127.0.0.1:1/aBcDe/photo%20(1).txt')"
cp "$file" "$here/photo (1).txt"
run upload --no-check -p tempsh "$here/photo (1).txt"
expect_status 0
expect_out '/aBcDe/photo%20\(1\)\.txt$'
