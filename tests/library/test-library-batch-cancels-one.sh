#!/bin/sh
# One file of a batch can be cancelled, waiting or under way; the others are not touched.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
client batch-cancel-one
expect_status 0
