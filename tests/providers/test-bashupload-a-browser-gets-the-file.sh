#!/bin/sh
# The older server shows browsers a page about the file unless the link asks for a download; the
# newer one has no such thing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts bashupload bashupload-r2
run upload --no-check -p bashupload "$file"
expect_status 0
expect_out "^$bashupload/[A-Za-z0-9_-]{5}/photo\.txt\?download=1$"
expect_serves "$(cat "$here/out")" "$file"
point bashupload "$bashupload_r2"
run upload --no-check -p bashupload "$file"
expect_status 0
expect_out "^$bashupload_r2/[a-z0-9]{6}\.txt$"
expect_serves "$(cat "$here/out")" "$file"
