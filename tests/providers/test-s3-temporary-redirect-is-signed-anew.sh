#!/bin/sh
# 307, as a bucket gets that is new: signed anew for the region it names, and all of it sent again,
# at once or in parts; where its Location leads nothing goes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

elsewhere='s3=TemporaryRedirect,region=eu-central-1,location=http://127.0.0.1:1/elsewhere'
start_hosts s3-elsewhere:s3 -- --fault "s3/upload=$elsewhere" --fault "s3/create=$elsewhere"
run upload -p s3 --force "$file"
expect_status 0
[ "$(show "$put" 'r["status"]' | tr '\n' ' ')" = "307 200 " ] || fail "requests"
[ "$(show "$put" 'r["body_sha256"]' | tail -n 1)" = "$(sha256sum <"$file" | cut -d ' ' -f 1)" ] || fail "bytes"
expect_stored "$file"
expect_no_err 'connect'

make_large
# shellcheck disable=SC2086 # several options
run upload $parts --force "$file"
expect_status 0
[ "$(show "$create" 'r["status"]' | tr '\n' ' ')" = "307 200 " ] || fail "requests in parts"
expect_stored "$file"
