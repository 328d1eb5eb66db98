#!/bin/sh
# A result tells provider, name, digest, proof, attempts, expiry and times.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox
client result "$file"
expect_status 0
