#!/bin/sh
# --timeout bounds one file with all its providers and retries.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
run upload --timeout 1s -p catbox,litterbox "$file"
expect_status 5
expect_silence
expect_error_line '--timeout'
expect_requests litterbox POST 0
