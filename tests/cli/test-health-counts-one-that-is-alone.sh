#!/bin/sh
# Of a provider that was the only one to be tried, failures count.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=500*'
for count in 1 2 3; do run upload --retries 0 -p catbox "$file"; done
run providers status catbox
expect_out '^catbox +ready +0 % +- +- +open$'
expect_out '^    keeps failing: HTTP 500'
