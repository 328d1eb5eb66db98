#!/bin/sh
# An empty name: one line, exit 3.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload ''
expect_status 3
expect_error_line 'empty'
