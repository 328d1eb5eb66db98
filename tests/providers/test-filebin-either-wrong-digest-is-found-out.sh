#!/bin/sh
# Both of the digests that the host tells must be those of the file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

told() { # SHA256 MD5
    answer 201 "{\"bin\":{\"expired_at\":\"2031-02-03T04:05:06Z\"},
        \"file\":{\"filename\":\"a\",\"sha256\":\"$1\",\"md5\":\"$2\"}}"
}
sha256() {
    sha256sum "$1" | cut -d' ' -f1
}
md5() {
    openssl md5 -binary "$1" | base64
}

right=$(told "$(sha256 "$file")" "$(md5 "$file")")
wrong_sha256=$(told "$(sha256 /dev/null)" "$(md5 "$file")")
wrong_md5=$(told "$(sha256 "$file")" "$(md5 /dev/null)")
start_hosts filebin -- --fault "filebin/upload=$right;$wrong_sha256;$wrong_md5"
run upload --json -p filebin "$file"
expect_status 0
[ "$(record expires)" = 2031-02-03T04:05:06Z ] || fail "expires"
run upload -p filebin "$file"
expect_status 6
expect_err 'check: the server stored other bytes: its sha256'
run upload -p filebin "$file"
expect_status 6
expect_err 'check: the server stored other bytes: its md5'
expect_requests filebin GET 0
