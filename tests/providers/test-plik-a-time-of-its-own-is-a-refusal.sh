#!/bin/sh
# An instance may have one time for all: with --expire that is a refusal, before anything was
# sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik -- --fault "plik/upload=$(answer 200 '{"id":"abc","uploadToken":"def","ttl":2592000}')"
run upload -p plik --expire 1h "$file"
expect_status 5
expect_err 'keeps files for 2592000 s, whatever is asked'
expect_requests plik POST 1
