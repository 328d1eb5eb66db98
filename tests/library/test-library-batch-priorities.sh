#!/bin/sh
# Of the files that wait the one with the highest priority is begun first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=1;ok'
client batch-priorities
expect_status 0
expect_out '^1 4 2 3 $'
