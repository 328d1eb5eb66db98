#!/bin/sh
# A directory: one line with the cure, exit 3.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload "$here"
expect_status 3
expect_error_line 'is a directory.*tar'
