#!/bin/sh
# Headers that never end are cut off.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=endless-headers*'
run upload -p catbox,litterbox --retries 0 "$file"
expect_status 0
expect_err 'catbox: answer: headers longer than'
