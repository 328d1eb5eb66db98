#!/bin/sh
# Results of a batch come in the order in which its files were submitted.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox
client batch-in-order
expect_status 0
expect_requests litterbox POST 12
