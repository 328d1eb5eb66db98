#!/bin/sh
# Providers are tried in the order in which they are named; a Python list is understood.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
run upload -p "['litterbox', \"catbox\"]" "$file"
expect_status 0
expect_requests litterbox POST 1
expect_requests catbox POST 0
