#!/bin/sh
# A program has links used again, and sees what the cache is good for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
client cache "$file"
expect_status 0
