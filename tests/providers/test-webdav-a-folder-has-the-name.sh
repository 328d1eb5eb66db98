#!/bin/sh
# A folder of the file's name is not replaced, whatever is asked for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav
run upload -p webdav --remote-path a/b "$file"
expect_status 0
run upload -p webdav --remote-path a "$file"
expect_status 5
expect_err 'a folder of that name is there'
run upload -p webdav --force --remote-path a "$file"
expect_status 5
expect_err 'HTTP 405'
