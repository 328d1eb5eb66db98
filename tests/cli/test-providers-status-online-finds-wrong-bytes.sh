#!/bin/sh
# A host that serves other bytes than it was given fails its trial.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=corrupt*'
run providers status catbox --online
expect_status 5
expect_out '^catbox +fails'
expect_out 'other bytes|more than|serves'
