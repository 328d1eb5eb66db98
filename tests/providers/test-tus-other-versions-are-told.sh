#!/bin/sh
# A server of another version is told by its version, and nothing is sent to it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tus-other plain
point tus "$tus_other"
run upload -p tus "$file"
expect_status 5
expect_err 'the server speaks tus 2.0.0, we speak 1.0.0'
expect_requests tus-other POST 0
run providers status -v tus
expect_out 'the server speaks tus 2.0.0'
TWATFS_TUS_URL=$plain/none/ run upload -p tus "$file" # not a tus server
expect_status 5
expect_requests plain PATCH 0
