#!/bin/sh
# The host tells the SHA-256 of what it stored when it is asked for it: only that is asked
# for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain
run upload --json -p pixeldrain "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_part pixeldrain GET path "/$(record url | cut -d/ -f4-)/info"
expect_part pixeldrain GET Authorization None
expect_requests pixeldrain GET 1
