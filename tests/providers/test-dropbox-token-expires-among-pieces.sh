#!/bin/sh
# A token that expires while pieces are under way is renewed, and the piece sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

expired=$(answer 401 '{"error_summary":"expired_access_token/..","error":{".tag":"expired_access_token"}}')
start_hosts dropbox dropbox:never -- --fault "dropbox/part=$expired;ok" --fault "never/upload=$expired*"
DROPBOX_REFRESH_TOKEN=refresh-of-tests DROPBOX_APP_KEY=appkeyoftests12
export DROPBOX_REFRESH_TOKEN DROPBOX_APP_KEY
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $pieces "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$token"

# One that is expired again at once is not renewed for ever.
point dropbox "$never"
run upload -p dropbox "$file"
expect_status 5
expect_err 'the access token has expired \(expired_access_token\)'
expect_asked 2 "$token"
