#!/bin/sh
# A link that dies after the download that proves it is found out only by its manifest; the
# proof itself holds.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=once'
run upload "$file"
expect_status 0
