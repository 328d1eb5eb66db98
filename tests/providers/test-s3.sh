#!/bin/sh
# s3 with a store that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"
. "$source/tests/providers/s3.sh"

# It tries again by itself, part by part: what is counted there is another number here.
drive_without="rate-limit outage"
drive s3 s3
