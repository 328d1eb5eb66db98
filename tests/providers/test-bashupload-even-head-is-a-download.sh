#!/bin/sh
# HEAD and a range of one byte count as downloads: the link is not asked for in any way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts bashupload
for check in auto full head; do
    run upload --once --unique --check=$check -p bashupload "$file"
    expect_status 6
    expect_err 'warning: .*dies on its first download'
done
expect_requests bashupload GET 0
expect_requests bashupload HEAD 0
expect_serves "$(cat "$here/out")" "$file"
