#!/bin/sh
# A proxy that refuses is told as such, for https and for http.
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
expect_error_line 'HTTP 407'
