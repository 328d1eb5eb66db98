#!/bin/sh
# A Retry-After beyond what we grant means the provider is exhausted: the next one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=429,retry-after=288000*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'longer wait than we grant'
expect_requests catbox POST 1
expect_requests litterbox POST 1
