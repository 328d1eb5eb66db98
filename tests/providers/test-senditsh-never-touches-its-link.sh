#!/bin/sh
# The link dies with its first GET, so it is not asked for in any way, and said so.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts senditsh
for check in auto full head; do
    run upload --once --unique --check=$check -p senditsh "$file"
    expect_status 6
    expect_out "^$senditsh/[A-Za-z0-9]{5}/photo\.txt$"
    expect_err 'warning: .*dies on its first download'
done
run upload --no-check -p senditsh "$file"
expect_status 0
expect_requests senditsh GET 0
expect_requests senditsh HEAD 0
