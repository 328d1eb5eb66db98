#!/bin/sh
# Words of an account that the host does not know are named, and not tried again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TMPFILELINK_USER_ID=me
TMPFILELINK_AUTH_TOKEN=very-secret-words
export TMPFILELINK_AUTH_TOKEN TMPFILELINK_USER_ID
start_hosts tmpfilelink -- --fault 'tmpfilelink/upload=status=401;status=403'
for status_code in 401 403; do
    run upload -p tmpfilelink "$file"
    expect_status 5
    expect_error_line "HTTP $status_code: check TMPFILELINK_USER_ID and TMPFILELINK_AUTH_TOKEN"
done
expect_requests tmpfilelink POST 2
