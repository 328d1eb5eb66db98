#!/bin/sh
# Too long is a refusal: asked once, then the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts haste litterbox -- --limit haste=100
run upload -p haste,litterbox "$here/notes.txt"
expect_status 0
expect_err 'haste: HTTP 400: .*Document exceeds maximum length'
expect_out "^$litterbox/"
expect_requests haste POST 1
