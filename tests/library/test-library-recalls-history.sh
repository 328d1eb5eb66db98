#!/bin/sh
# A program lists, filters, deletes and forgets its earlier uploads.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
client history "$file"
expect_status 0
