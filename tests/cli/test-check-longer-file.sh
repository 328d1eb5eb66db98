#!/bin/sh
# A link that serves more than the file is a failed provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/download=longer=10*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: check: the link serves more'
