#!/bin/sh
# Where nobody named a list: once a provider has failed for good, later files of the run begin
# with the one that served.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=404*'
make_file "$here/b.txt"
TWATFS_ORDER=catbox,litterbox run upload "$file" "$here/b.txt"
expect_status 0
expect_requests catbox POST 1
expect_requests litterbox POST 2
