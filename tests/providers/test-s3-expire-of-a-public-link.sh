#!/bin/sh
# --expire with link=public is refused before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --expire 1h -o s3.link=public "$file"
expect_status 5
expect_asked 0 True
