#!/bin/sh
# An instance that knows the bytes answers with the link it has, of which nobody says when it dies.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

said='{"success": true, "files": [{"hash": "2d06800538d394c2", "filename": "ab.txt",
    "url": "https:\/\/a.uguu.test\/ab.txt", "size": 9, "dupe": true}]}'
start_hosts uguu -- --fault "uguu/upload=$(answer 200 "$said")"
run upload --json --no-check -p uguu "$file"
expect_status 0
[ "$(record url)" = https://a.uguu.test/ab.txt ] || fail "another link"
[ "$(record expires)" = null ] || fail "it expires at $(record expires)"
