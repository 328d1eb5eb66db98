#!/bin/sh
# A link that serves less than the file is a failed provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/download=truncate=100*'
run upload -p catbox,litterbox --retries 1 "$file"
expect_status 0
expect_err 'catbox: check: '
expect_serves "$(cat "$here/out")" "$file"
