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

# What it would leave is in doubt, and what is forgotten does not come back.
run upload -p local "$file"
sql "UPDATE upload SET time = time - 60"
run history --limit 1 --forget-before 1s
expect_status 2
expect_error_line '^twatfs: --limit: not with --forget-before'
run history
expect_out '^1 '
for which in --provider=local --since=1d --file=photo.txt --live --limit=1; do
    run history --forget 1 $which
    expect_status 2
    expect_error_line '^twatfs: --forget: the number says which'
done
for forget in "--forget=1" "--forget-before=1s"; do
    run history --unfinished $forget
    expect_status 2
    expect_error_line '^twatfs: --unfinished: lists, and forgets nothing'
done
run history
expect_out '^1 '
run history --forget 1 --provider local --forget-before 1h
expect_status 0
run history
expect_no_out '^1 '
