#!/bin/sh
# With link=page the link is the site's page, and what is behind it is proven.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain -- --fault 'pixeldrain/manage=status=500*'
run upload --json -p pixeldrain -o pixeldrain.link=page "$file"
expect_status 0
record url | grep -Eq "^$pixeldrain/u/[A-Za-z0-9]{8}$" || fail "url"
[ "$(record proof)" = download ] || fail "proof"
[ "$(record direct)" = false ] || fail "direct"
expect_err 'the link leads to a page'
expect_part pixeldrain GET path "/api/file/$(record url | cut -d/ -f5)"
run upload --json -p pixeldrain -o pixeldrain.link=direct "$file"
expect_status 0
record url | grep -q "^$pixeldrain/api/file/" || fail "direct url"
[ "$(record direct)" = true ] || fail "direct"
run upload -p pixeldrain -o pixeldrain.link=short "$file"
expect_status 5
expect_err 'link: short: is neither direct nor page'
TWATFS_PIXELDRAIN_URL=$pixeldrain/elsewhere run upload -p pixeldrain -o pixeldrain.link=page "$file"
expect_status 5
expect_err 'does not end in /api'
expect_requests pixeldrain PUT 2
