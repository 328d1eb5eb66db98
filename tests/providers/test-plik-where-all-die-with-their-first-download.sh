#!/bin/sh
# An instance may make every link die with its first download: none is touched, asked for or
# not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik-once
point plik "$plik_once"
for check in auto full head; do
    run upload --json --check=$check -p plik "$file"
    expect_status 0
    [ "$(record proof)" = server-digest ] || fail "proof"
done
expect_requests plik-once GET 0
expect_requests plik-once HEAD 0
expect_serves "$(record url)" "$file"
