#!/bin/sh
# Of files that are uploaded at once one makes the guest, and the others wait for it; if it fails,
# another one goes first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

# expect_nobodies COUNT: so many uploads came without a token.
expect_nobodies() {
    found=$(grep '"method": "POST"' "$here/hosts.log" | grep -vc '"Authorization"' || :)
    [ "$found" -eq "$1" ] || fail "$found uploads as nobody, expected $1"
}

start_hosts gofile gofile:failing -- --fault 'gofile/upload=stall,at=answer,seconds=2;ok' \
    --fault 'failing/upload=status=503;ok'
make_files 6
run upload --json --show-token -j 6 -p gofile "$here"/files/*
expect_status 0
expect_nobodies 1
[ "$(grep -o '"delete_token":"[^"]*"' "$here/out" | cut -d: -f3 | sort -u | wc -l)" -eq 1 ] || fail "guests"

point gofile "$failing"
run upload -j 6 -p gofile "$here"/files/*
expect_status 0
expect_nobodies 3
