#!/bin/sh
# A program sees how providers have done.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
client health "$file"
expect_status 0
