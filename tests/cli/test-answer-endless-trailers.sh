#!/bin/sh
# Trailers that never end are cut off, whatever they look like: plain ones, those that seem to
# begin an answer, or an interim one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

long=$(printf '%01000d' 0)
start_hosts catbox litterbox -- --fault 'catbox/upload=endless-trailers,seconds=5' \
    --fault "catbox/download=endless-trailers,seconds=5,line=HTTP/x:%20$long" \
    --fault "catbox/download=endless-trailers,seconds=5,line=HTTP/1.1%20100:%20$long"
run upload -p catbox,litterbox --retries 0 "$file"
expect_status 0
expect_err 'catbox: answer: headers longer than'
for _ in begins interim; do
    run upload -p catbox,litterbox --retries 0 "$file"
    expect_status 0
    expect_err 'catbox: check: answer: headers longer than'
done
