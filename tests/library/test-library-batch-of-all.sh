#!/bin/sh
# All requests of an array are uploaded, told in their order, and stay the caller's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox
client batch-all
expect_status 0
expect_requests litterbox POST 24
