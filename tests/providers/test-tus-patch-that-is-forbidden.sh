#!/bin/sh
# An upload that was made and then takes no bytes, as where something in front of the server lets no
# PATCH through, is not taken for one that expired: it is ended, and not made again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

fault='upload=ok;status=403;ok;status=403;ok;status=403;ok;status=403'
start_hosts tus:forbidden tus:missing tus:gone tus:stream tus:expired -- --fault "forbidden/$fault" \
    --fault "missing/$(echo "$fault" | sed s/403/404/g)" \
    --fault "gone/$(echo "$fault" | sed s/403/410/g)" --fault "stream/$fault" \
    --fault 'expired/upload=ok;ok;status=404'

upload_to() { # NAME URL STATUS FILE
    point tus "$2"
    run upload -p tus "$4" <"$file"
    expect_status 5
    expect_err "HTTP $3: the server has made an upload and takes no bytes for it"
    expect_requests "$1" POST 1
    expect_requests "$1" PATCH 1
    expect_requests "$1" DELETE 1
    run clean
    expect_silence
}

upload_to forbidden "$forbidden" 403 "$file"
upload_to missing "$missing" 404 "$file"
upload_to gone "$gone" 410 "$file"
upload_to stream "$stream" 403 -

# What took some before and then does not is begun anew, and what is left of it ended.
make_file "$here/film.bin" 20000000
point tus "$expired"
run upload -p tus --retries 0 "$here/film.bin"
expect_status 0
expect_requests expired POST 2
expect_requests expired DELETE 1
expect_serves "$(cat "$here/out")" "$here/film.bin"
