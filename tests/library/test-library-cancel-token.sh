#!/bin/sh
# A token stops an upload from another thread while the host is silent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
client cancel "$file"
expect_status 0
