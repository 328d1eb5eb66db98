#!/bin/sh
# Answers before the answer (1xx) that never end are cut off, and so are headers that look like
# the beginning of one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- \
    --fault "catbox/upload=endless-interims,seconds=5;endless-headers,seconds=5,line=HTTP/x:%20$(printf '%01000d' 0)"
for _ in interim begins; do
    run upload -p catbox,litterbox --retries 0 "$file"
    expect_status 0
    expect_err 'catbox: answer: headers longer than'
done
