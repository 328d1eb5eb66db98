#!/bin/sh
# A password in an endpoint is not shown, nor is a token that stands there alone, be it with the colon
# that an empty password follows.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for login in user:sesame-open sesame-open sesame-open:; do
    TWATFS_CATBOX_URL=http://$login@127.0.0.1:1/ run upload -vv --retries 0 -p catbox "$file"
    expect_status 5
    expect_no_err sesame-open
done
