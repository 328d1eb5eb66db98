#!/bin/sh
# The key goes as the password of no user; the bare bytes go below the name.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain
cp "$file" "$here/a b.txt"
run upload -p pixeldrain "$here/a b.txt"
expect_status 0
expect_part pixeldrain PUT path /api/file/a%20b.txt
expect_part pixeldrain PUT Authorization "Basic $(printf ':%s' "$PIXELDRAIN_API_KEY" | base64)"
expect_out "^$pixeldrain/api/file/[A-Za-z0-9]{8}$"
expect_serves "$(cat "$here/out")" "$here/a b.txt"
