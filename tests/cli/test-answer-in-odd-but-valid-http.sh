#!/bin/sh
# Chunks, an empty reason and two 100 Continue are HTTP.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=chunked;empty-reason;two-continues'
make_file "$here/b.txt"
make_file "$here/c.txt"
run upload -p catbox --retries 0 "$file" "$here/b.txt" "$here/c.txt"
expect_status 0
