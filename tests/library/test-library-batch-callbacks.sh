#!/bin/sh
# A batch calls back for each result in order, and for events with their file's number.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox
client batch-callbacks
expect_status 0
