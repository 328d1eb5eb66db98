#!/bin/sh
# 200 with a sentence is no success: the next provider, and the sentence is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=prose*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: answer: no URL, but: [A-Za-z]'
