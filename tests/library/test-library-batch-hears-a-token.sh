#!/bin/sh
# A request's own token cancels it in a batch too, at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
client batch-token
expect_status 0
