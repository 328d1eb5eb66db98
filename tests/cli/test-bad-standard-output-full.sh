#!/bin/sh
# When the link cannot be written it is told on standard error, and the exit status is 1.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
status=0
"$twatfs" upload "$file" >/dev/full 2>"$here/err" 9>&- || status=$?
expect_status 1
expect_err "$catbox/files/"
