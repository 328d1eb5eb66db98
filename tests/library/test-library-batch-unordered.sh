#!/bin/sh
# An unordered batch hands out each result when it is there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=2;ok'
client batch-unordered
expect_status 0
