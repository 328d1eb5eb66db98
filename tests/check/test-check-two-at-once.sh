#!/bin/sh
# What fails only when two are open side by side is found.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

expect_fault crashes-open-twice 'two at once, a link as text: crashed: SIGABRT: in open'
expect_out '^ok +a link as text: ok$'
