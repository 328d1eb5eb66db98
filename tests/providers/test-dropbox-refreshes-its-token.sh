#!/bin/sh
# A refresh token gets an access token, with the app's secret or by PKCE without; one that has
# expired is renewed once, and without a refresh token it is told what to do.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox
DROPBOX_REFRESH_TOKEN=refresh-of-tests DROPBOX_APP_KEY=appkeyoftests12
export DROPBOX_REFRESH_TOKEN DROPBOX_APP_KEY
DROPBOX_ACCESS_TOKEN=sl.expired-of-tests run upload -vv -p dropbox "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$token"
expect_asked 2 "$upload"
expect_no_err 'refresh-of-tests|sl\.[A-Za-z0-9]{20}'

unset DROPBOX_ACCESS_TOKEN
make_files 3
run upload -p dropbox "$here"/files/*.txt
expect_status 0
expect_asked 2 "$token"

DROPBOX_REFRESH_TOKEN=refresh-of-secret-tests
run upload -p dropbox "$file"
expect_status 5
expect_err 'invalid_client: .*check DROPBOX_APP_KEY'
DROPBOX_APP_SECRET=appsecretoftests run upload -p dropbox "$file"
expect_status 0
DROPBOX_REFRESH_TOKEN=token-of-nobody run upload -p dropbox "$file"
expect_status 5
expect_err 'invalid_grant: .*revoked'

unset DROPBOX_REFRESH_TOKEN
DROPBOX_ACCESS_TOKEN=sl.expired-of-tests run upload -p dropbox "$file"
expect_status 5
expect_err 'DROPBOX_ACCESS_TOKEN has expired: make another'
DROPBOX_ACCESS_TOKEN=sl.wrong-of-tests run upload -p dropbox "$file"
expect_status 5
expect_err 'check DROPBOX_ACCESS_TOKEN \(invalid_access_token\)'
