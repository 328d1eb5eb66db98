#!/bin/sh
# A certificate that nobody vouches for is refused before the login.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
[ -e "$SSL_CERT_FILE" ] || unset SSL_CERT_FILE
run upload -p ftp,local "$file"
expect_status 0
expect_err 'certificate.*: for a certificate authority of your own set SSL_CERT_FILE'
expect_no_err 'trying again'
expect_out '^file://'
! grep -q '^USER' "$here/ftpd.log" || fail "it logged in"
