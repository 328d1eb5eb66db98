#!/bin/sh
# A wish that a provider cannot fulfil passes it over before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload -p catbox --remote-path a/b "$file"
expect_status 4
expect_error_line '--remote-path'
run upload -p catbox --force "$file"
expect_status 4
expect_error_line '--force'
run upload -p catbox --content-type text/html "$file"
expect_status 4
expect_error_line '--content-type'
expect_requests catbox POST 0
