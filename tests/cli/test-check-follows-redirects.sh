#!/bin/sh
# A link may redirect.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=redirect-other'
run upload -p catbox "$file"
expect_status 0
