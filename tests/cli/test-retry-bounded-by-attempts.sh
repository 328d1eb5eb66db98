#!/bin/sh
# After --retries further attempts a provider is given up.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=503*'
run upload -p catbox --retries 3 "$file"
expect_status 5
expect_silence
expect_requests catbox POST 4
expect_err 'no retries left'
