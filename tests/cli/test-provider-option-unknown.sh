#!/bin/sh
# An option that a provider does not have is a mistake, told with the command that lists them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -o litterbox.colour=red "$file"
expect_status 2
expect_error_line 'litterbox.colour'
run upload -o nobody.colour=red "$file"
expect_status 2
expect_error_line 'nobody'
