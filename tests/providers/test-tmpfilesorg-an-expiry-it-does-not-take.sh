#!/bin/sh
# Should the host's range have shrunk again, its 422 is one for the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tmpfilesorg litterbox -- --fault 'tmpfilesorg/upload=status=422*'
run upload -p tmpfilesorg,litterbox --expire 24h "$file"
expect_status 0
expect_err 'tmpfilesorg: HTTP 422.*: trying litterbox'
expect_requests tmpfilesorg POST 1
truncate -s 104857601 "$here/large.txt"
run upload -p tmpfilesorg "$here/large.txt"
expect_status 4
expect_error_line 'takes at most 104857600 bytes'
