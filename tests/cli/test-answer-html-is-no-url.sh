#!/bin/sh
# 200 with an HTML page is no success: the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=html*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: answer: no URL, but'
expect_requests catbox POST 1
expect_requests litterbox POST 1
