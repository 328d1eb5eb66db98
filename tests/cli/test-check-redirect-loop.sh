#!/bin/sh
# A link that redirects for ever serves nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/download=redirect-loop*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: check: .*redirect'
