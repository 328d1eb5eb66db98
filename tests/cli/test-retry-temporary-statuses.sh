#!/bin/sh
# 408, 425, 429, 500, 502 and 504 are temporary.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=408;status=425;status=429;status=500;status=502;status=504;ok'
run upload -p catbox --retries 6 "$file"
expect_status 0
expect_requests catbox POST 7
