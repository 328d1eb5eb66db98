#!/bin/sh
# What a filter cannot mean is a usage error that names it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for option in "--since=soon" "--since=2026-02-31" "--limit=0" "--limit=some" "--forget=x" "--forget-before=" "--nothing"; do
    run history "$option"
    expect_status 2
    expect_err "^twatfs: ${option%%=*}: "
    expect_silence
done
run history one
expect_status 2
