#!/bin/sh
# A link that dies on its first download is never requested: the URL is printed, with a warning
# and exit status 6.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain -- --fault 'plain/upload=once*'
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_ONCE_URL=$plain
export TWATFS_ONCE_URL
for check in auto full head; do
    run upload --check=$check -p once "$file"
    expect_status 6
    expect_out '^http'
    expect_err 'warning: .*dies on its first download'
done
expect_requests plain GET 0
expect_requests plain HEAD 0
run upload --no-check -p once "$file"
expect_status 0
