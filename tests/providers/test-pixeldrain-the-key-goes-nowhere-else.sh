#!/bin/sh
# A link of another host is not asked about, or it would get the key.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain plain
for url in "$plain/api/file/abc" "$plain/u/abc" "$pixeldrain/api/filet/abc" "$pixeldrain/api/file/" \
    "$pixeldrain/api/file/../user" "$pixeldrain/u/abc?x"; do
    run_remove pixeldrain "$url"
    expect_status 1
    expect_err 'is not a link of'
done
[ ! -s "$here/hosts.log" ] || fail "it was asked"
