#!/bin/sh
# An option that no provider has is a mistake for "providers" and "clean" too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run providers -o catbox.nothing=1 status
expect_status 2
expect_error_line 'catbox.nothing: unknown option'
run clean -o nobody.x=1
expect_status 2
expect_error_line 'nobody: unknown provider'
run providers -o catbox
expect_status 2
expect_error_line 'not of the form NAME.key=value'
