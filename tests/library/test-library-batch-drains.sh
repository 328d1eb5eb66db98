#!/bin/sh
# Draining a batch lets the running file finish and begins no other.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=answer,seconds=2;ok'
client batch-drain
expect_status 0
expect_requests litterbox POST 0
