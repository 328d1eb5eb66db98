#!/bin/sh
# A redirect of an upload is followed nowhere and is no success: the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=redirect=http://127.0.0.1:1/x;redirect-other*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: HTTP 302'
expect_requests catbox POST 1
expect_requests litterbox POST 1
