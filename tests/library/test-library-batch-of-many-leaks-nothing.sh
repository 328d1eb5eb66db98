#!/bin/sh
# A thousand uploads from memory leave no descriptor behind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
client batch-many
expect_status 0
expect_requests transfersh PUT 1000
