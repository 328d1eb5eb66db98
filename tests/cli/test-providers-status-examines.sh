#!/bin/sh
# With -v each provider looks for itself whether it would find its way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
run providers status -v unfinished
expect_status 0
expect_err 'unfinished: looks well'
expect_out '^unfinished +ready'
run providers status -v -o unfinished.abandon=x unfinished
expect_status 5
expect_out '^unfinished +fails'
expect_out 'no rights: ask for some'
run providers status -v --json -o unfinished.abandon=x unfinished
expect_status 5
expect_out '"state": *"ready"'
expect_out '"fault": *".*no rights: ask for some'
run providers status --json unfinished
expect_out '"fault": *null'
run providers status -v -o unfinished.cancel=yes unfinished
expect_status 5
expect_out 'says that it was cancelled, and nobody asked for that'
