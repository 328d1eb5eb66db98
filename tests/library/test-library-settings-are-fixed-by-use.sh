#!/bin/sh
# A context that was used takes no other settings, and says so.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

client settings
expect_status 0
