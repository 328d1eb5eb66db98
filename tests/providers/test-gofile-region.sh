#!/bin/sh
# A region is a host of its own beside the usual one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts gofile proxy
place=${gofile#http://}
http_proxy=$gofile
export http_proxy
TWATFS_GOFILE_URL=http://upload.files.example/uploadfile
run upload --no-check -vv -p gofile -o gofile.region=eu-par "$file"
expect_err 'http://upload-eu-par\.files\.example/uploadfile'
TWATFS_GOFILE_URL=$gofile/uploadfile run upload -p gofile -o gofile.region=eu-par "$file"
expect_status 5
expect_err 'TWATFS_GOFILE_URL does not begin with upload\.'
run upload -p gofile -o gofile.region=moon "$file"
expect_status 5
expect_err 'region: moon: is none of eu-par'
