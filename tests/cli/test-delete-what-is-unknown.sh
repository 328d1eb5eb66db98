#!/bin/sh
# What the history does not know is a usage error; with its provider named it is tried.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run delete
expect_status 2
run delete 17
expect_status 2
expect_error_line '17: no upload has this number'
run delete "$catbox/files/x.txt"
expect_status 2
expect_error_line 'x\.txt: not in the history: name its provider with --provider'
expect_out '^unknown '
run delete --provider catbox "$catbox/files/x.txt"
expect_status 4
expect_error_line 'x\.txt: catbox: deletes only what was uploaded with a userhash'
TWATFS_MEMORY=no run delete --provider catbox "$catbox/files/x.txt"
expect_status 4
