#!/bin/sh
# Of two uploads of one file at once only one goes on from what was saved.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
run upload -v --no-check -p unfinished "$file"
expect_status 0
expect_no_err 'goes on'
expect_err 'in use by another upload'
interrupt TERM
