#!/bin/sh
# 401 and 407 are credentials: no retry.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=401*' --fault 'litterbox/upload=407*'
run upload -p catbox,litterbox "$file"
expect_status 5
expect_requests catbox POST 1
expect_requests litterbox POST 1
