#!/bin/sh
# A Retry-After in the past, below zero or no number at all is as good as none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=429,retry-after-date=-3600;status=429,retry-after=-5;status=429,retry-after=soon;ok'
run upload -p catbox --retries 3 "$file"
expect_status 0
expect_no_err 'trying again in [1-9]'
