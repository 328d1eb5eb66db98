#!/bin/sh
# A program keeps a journal of a batch, goes on with it, lists and forgets it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
client journal "$file"
expect_status 0
expect_requests 0x0 POST 1
