#!/bin/sh
# The status with -v asks Dropbox whether it takes the token, and uploads nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox
run providers status -v dropbox
expect_status 0
expect_err 'dropbox: Dropbox takes the token'
DROPBOX_ACCESS_TOKEN=sl.wrong-of-tests run providers status -v dropbox
expect_out 'check DROPBOX_ACCESS_TOKEN'
DROPBOX_ACCESS_TOKEN=sl.limited-of-tests run providers status -v dropbox
expect_out 'the app lacks a permission'
expect_asked 0 "$upload"
