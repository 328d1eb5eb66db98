#!/bin/sh
# With --fragile there is no fallback.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=404*'
run upload --fragile -p catbox,litterbox "$file"
expect_status 5
expect_requests litterbox POST 0
