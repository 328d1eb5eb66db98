#!/bin/sh
# A Retry-After that is a date is waited for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=429,retry-after-date=4;ok'
run upload -p catbox "$file"
expect_status 0
expect_err 'trying again in [1-4]\.[0-9] s'
