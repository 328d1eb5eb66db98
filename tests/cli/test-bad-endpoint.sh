#!/bin/sh
# An endpoint that is no URL is named with its variable, before anything is published or asked.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_LOCAL_URL=garbage run upload -p local "$file"
expect_status 5
expect_error_line 'TWATFS_LOCAL_URL: "garbage": not a URL'
[ ! -e "$here/public/photo.txt" ] || fail "it was published"
TWATFS_CATBOX_URL=garbage run upload -p catbox "$file"
expect_status 5
expect_error_line 'TWATFS_CATBOX_URL: "garbage": not a URL'
