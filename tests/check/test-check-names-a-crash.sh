#!/bin/sh
# A crash is told by its signal, and by where it was; the program survives it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

expect_fault crashes-loaded 'loads: crashed: SIGABRT: while it was loaded'
expect_fault crashes-open 'a link as text: crashed: SIGABRT: in open'
expect_fault crashes-upload 'a link as text: crashed: SIGSEGV: in upload'
expect_fault crashes-close 'a link as text: crashed: SIGABRT: in close'
expect_fault exits 'a link as text: ended the process with status 0: in upload'
