#!/bin/sh
# What was begun with another content type is not gone on with: it would keep that type.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
interrupt KILL
run upload --no-check -p unfinished --content-type text/markdown "$file"
expect_status 0
expect_no_err 'goes on'
run upload --no-check -p unfinished "$file"
expect_err 'goes on'
