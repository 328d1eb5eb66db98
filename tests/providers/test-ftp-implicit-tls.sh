#!/bin/sh
# TLS from the first byte, where that is asked for; the link says so too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd implicit
run upload -p ftp -o ftp.implicit=yes "$file"
expect_status 0
expect_out "^ftps://127\.0\.0\.1:$ftp_port/shelf/photo\.txt$"
expect_same "$shelf/photo.txt" "$file"
