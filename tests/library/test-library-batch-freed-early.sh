#!/bin/sh
# Freeing a batch cancels what is under way, and waits for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
client batch-free
expect_status 0
