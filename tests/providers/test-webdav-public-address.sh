#!/bin/sh
# Links begin with TWATFS_WEBDAV_PUBLIC_URL where that is set, and are proven there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts webdav-public
point webdav "$webdav_public"
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD
for slash in / ''; do
    TWATFS_WEBDAV_PUBLIC_URL=http://localhost:${webdav_public##*:}/dav$slash \
        run upload -p webdav --force "$file"
    expect_status 0
    expect_out "^http://localhost:${webdav_public##*:}/dav/photo.txt$"
done
expect_part webdav-public GET Host "localhost:${webdav_public##*:}"
