#!/bin/sh
# Whether a page still serves the file nobody can see without a download of the file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts gofile tempsh
for provider in gofile tempsh; do
    run upload --reuse -p $provider "$file"
    expect_status 0
    run upload --reuse --json -p $provider "$file"
    expect_status 0
    grep -q '"reused":false' "$here/out" || fail "$provider: reused"
    [ "$(sql 'SELECT count(*) FROM cache')" = 0 ] || fail "$provider: it is kept"
done
expect_requests gofile POST 2
