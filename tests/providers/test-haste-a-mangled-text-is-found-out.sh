#!/bin/sh
# The host takes all for UTF-8: what is none does not come back, and is no success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts haste litterbox
printf '\351t\351\n' >"$here/latin.txt"
run upload -p haste,litterbox "$here/latin.txt"
expect_status 0
expect_err 'haste: check: the link serves'
expect_out "^$litterbox/"
