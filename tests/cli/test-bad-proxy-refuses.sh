#!/bin/sh
# A proxy that refuses or is away is told as such, for https and for http.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts proxy
https_proxy=$proxy http_proxy=$proxy no_proxy=
export https_proxy http_proxy no_proxy
TWATFS_CATBOX_URL=https://catbox.example/ run upload -p catbox --retries 0 "$file"
expect_status 5
expect_error_line 'proxy refused with 407: check http_proxy'
TWATFS_CATBOX_URL=http://catbox.example/ run upload -p catbox --retries 0 "$file"
expect_status 5
expect_error_line "HTTP 407: .*it is the proxy's: check http_proxy"
http_proxy=http://127.0.0.1:1/ TWATFS_CATBOX_URL=http://catbox.example/ run upload -p catbox --retries 0 "$file"
expect_status 5
expect_error_line 'check http_proxy'
