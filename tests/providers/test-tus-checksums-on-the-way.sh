#!/bin/sh
# Where the server checks checksums each piece has one; what arrived damaged is sent once more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus -- --fault 'tus/upload=ok;status=460;ok'
make_file "$here/film.bin" 20000000
run upload -p tus "$here/film.bin"
expect_status 0
expect_no_err .
expect_requests tus PATCH 4 # three pieces, and one twice
expect_serves "$(cat "$here/out")" "$here/film.bin"
piece=$(tail -c +16777217 "$here/film.bin" | openssl dgst -sha256 -binary | openssl base64)
expect_part tus PATCH Upload-Checksum "sha256 $piece"
expect_part tus PATCH Upload-Offset 16777216
start_hosts_again() {
    exec 9>&-
    wait "$leash"
    leash=
    rm "$here/leash" "$here/hosts"
    start_hosts "$@"
}
start_hosts_again tus -- --fault 'tus/upload=ok;status=460*'
run upload -p tus --retries 0 "$file"
expect_status 5
expect_err 'HTTP 460: checksum: what arrived is not what was sent'
