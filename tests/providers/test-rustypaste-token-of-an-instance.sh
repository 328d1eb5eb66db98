#!/bin/sh
# An instance may ask for a token: without it it says what to set, and never shows it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts rustypaste-private
point rustypaste "$rustypaste_private"
run upload -p rustypaste "$file"
expect_status 5
expect_err 'HTTP 401: set RUSTYPASTE_TOKEN'
RUSTYPASTE_TOKEN=wrongwrongwrong1 run upload -vv -p rustypaste "$file"
expect_status 5
expect_err 'HTTP 401: check RUSTYPASTE_TOKEN'
expect_no_err wrongwrongwrong1
expect_requests rustypaste-private POST 2
RUSTYPASTE_TOKEN=Zk4vN9wQe2Lr7TyB run upload -vv -p rustypaste "$file"
expect_status 0
expect_part rustypaste-private POST Authorization Zk4vN9wQe2Lr7TyB
expect_no_err Zk4vN9wQe2Lr7TyB
