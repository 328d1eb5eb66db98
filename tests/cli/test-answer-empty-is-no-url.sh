#!/bin/sh
# 200 with nothing is no success: the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=empty*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: answer: empty'
