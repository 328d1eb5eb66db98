#!/bin/sh
# A token that the host does not know is told by its variable, never by its value.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

GOFILE_TOKEN=nobodysTokenAtAll123
export GOFILE_TOKEN
start_hosts gofile
run upload -vv -p gofile "$file"
expect_status 5
expect_err 'HTTP 401: error-auth: check GOFILE_TOKEN'
expect_no_err "$GOFILE_TOKEN"
expect_requests gofile POST 1
