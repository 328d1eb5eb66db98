#!/bin/sh
# A path that no line of ours has room for: what is the matter with it is still told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload "$(printf '%1800s' '' | sed 's/ /a\//g')file"
expect_status 3
expect_error_line 'a/a/.*….*/file: No such file or directory$'

run upload "--no-such-$(printf '%1800s' '' | tr ' ' x)"
expect_status 2
expect_error_line "--no-such-xx.*….*see 'twatfs upload --help'\$"
