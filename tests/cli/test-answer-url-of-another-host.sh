#!/bin/sh
# A URL that does not serve the file is a failed provider, whatever it looks like.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=other-host*'
run upload -p catbox,litterbox --retries 0 "$file"
expect_status 0
expect_err 'catbox: check: '
expect_serves "$(cat "$here/out")" "$file"
