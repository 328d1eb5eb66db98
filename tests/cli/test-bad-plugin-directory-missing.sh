#!/bin/sh
# A plugin directory that is not there is told, and the others serve.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --plugin-dir "$here/absent" "$file"
expect_status 0
expect_err 'absent'
