#!/bin/sh
# Each kind of failure has its code, and a message that says the cure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_RETRIES=0 client errors
expect_status 0
