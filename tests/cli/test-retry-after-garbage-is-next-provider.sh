#!/bin/sh
# An answer that is no HTTP is no answer: the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=garbage*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_requests litterbox POST 1
