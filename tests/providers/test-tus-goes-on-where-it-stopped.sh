#!/bin/sh
# After a failure the server is asked what it has, and gets the rest; what is gone is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# POST, and pieces of 8 MiB.
start_hosts tus:lost tus:conflict tus:locked tus:gone tus:forgotten -- \
    --fault 'lost/upload=ok;ok;answer-lost' \
    --fault 'conflict/upload=ok;ok;status=409' \
    --fault 'locked/upload=ok;ok;status=423' \
    --fault 'gone/upload=ok;ok;status=410' \
    --fault 'forgotten/upload=ok;ok;status=503' --fault 'forgotten/head=status=404'
make_file "$here/film.bin" 20000000

upload_to() { # NAME URL POSTS PATCHES HEADS [OPTION...]
    name=$1 posts=$3 patches=$4 heads=$5
    point tus "$2"
    shift 5
    run upload -p tus "$@" "$here/film.bin"
    expect_status 0
    expect_requests "$name" POST "$posts"
    expect_requests "$name" PATCH "$patches"
    expect_requests "$name" HEAD "$heads"
    expect_serves "$(cat "$here/out")" "$here/film.bin"
    run clean
    expect_silence
}

# Its answer lost, a request is sent once more without a word: then it conflicts with itself.
upload_to lost "$lost" 1 4 1 --retries 0
upload_to conflict "$conflict" 1 4 1 --retries 0
upload_to locked "$locked" 1 4 1 --retries 1
upload_to gone "$gone" 2 5 0 --retries 0
upload_to forgotten "$forgotten" 2 5 1 --retries 1
