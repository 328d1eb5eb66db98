#!/bin/sh
# 429 comes without Retry-After: it is tried again by our own rules.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts haste -- --fault 'haste/upload=status=429;ok'
run upload -p haste "$here/notes.txt"
expect_status 0
expect_err 'HTTP 429: Rate limit exceded.*trying again in 0'
expect_requests haste POST 2
