#!/bin/sh
# Without an address it is passed over, and says which variable it lacks.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p webdav "$file"
expect_status 4
expect_error_line 'TWATFS_WEBDAV_URL'
run setup provider webdav
expect_out 'TWATFS_WEBDAV_PUBLIC_URL'
