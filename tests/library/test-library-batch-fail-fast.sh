#!/bin/sh
# With fail-fast no file is begun after one has failed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox
TWATFS_RETRIES=0 client batch-fail-fast
expect_status 0
expect_requests litterbox POST 1
