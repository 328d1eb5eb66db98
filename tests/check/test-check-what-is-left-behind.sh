#!/bin/sh
# What a module leaves in the process is told, by kind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

expect_fault leaves-descriptor 'leaves descriptors alone: left open: [0-9]+ /dev/null'
expect_fault leaves-thread 'leaves threads alone: left running: 1'
expect_fault leaves-handler 'leaves signals alone: another handler of USR1'
expect_fault leaves-locale 'leaves locale alone: now it is C.UTF-8'
expect_fault leaves-variable 'leaves environment alone: changed: UNRULY_LEFT'
expect_fault leaves-umask 'leaves directory and umask alone: another umask'
expect_fault leaves-process 'a link as text: left a process running'
