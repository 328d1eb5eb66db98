#!/bin/sh
# A Retry-After in seconds is waited for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=429,retry-after=1;ok'
run upload -p catbox "$file"
expect_status 0
expect_err 'trying again in 1\.0 s'
