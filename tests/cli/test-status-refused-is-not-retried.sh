#!/bin/sh
# 413 and 415 mean: not this file, here. No retry, next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=415*' --fault 'litterbox/upload=status=413*'
run upload -p catbox,litterbox "$file"
expect_status 5
expect_requests catbox POST 1
expect_requests litterbox POST 1
