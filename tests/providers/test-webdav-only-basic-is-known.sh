#!/bin/sh
# A server that takes no password in Basic's form is named as such, and never gets one in it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav-digest
point webdav "$webdav_digest"
run upload -p webdav "$file"
expect_status 5
expect_err 'HTTP 401: the server asks for Digest authentication, only Basic is known here'
expect_requests webdav-digest HEAD 1
expect_requests webdav-digest PUT 0
