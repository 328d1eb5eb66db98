#!/bin/sh
# An instance may ask for a token: without it, or with a wrong one, it says what to set.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik-private
point plik "$plik_private"
run upload -p plik "$file"
expect_status 5
expect_err 'anonymous uploads are disabled: set PLIK_TOKEN'
PLIK_TOKEN=nobody-has-this-token run upload -p plik "$file"
expect_status 5
expect_err 'invalid token: check PLIK_TOKEN'
expect_no_err nobody-has-this-token
expect_requests plik-private POST 2
PLIK_TOKEN=a3f1c2d4-55b6-4e87-9c01-2d3e4f5a6b7c run upload -vv -p plik "$file"
expect_status 0
expect_part plik-private POST X-PlikToken a3f1c2d4-55b6-4e87-9c01-2d3e4f5a6b7c
expect_no_err a3f1c2d4-55b6
