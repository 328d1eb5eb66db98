#!/bin/sh
# Options about lists without a list, and bad values, are usage errors.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

expect_usage() { # MESSAGE ARGUMENT...
    message=$1
    shift
    run upload "$@" "$file"
    expect_status 2
    expect_error_line "$message"
}
expect_usage 'need --from-file' --include '*.jpg'
expect_usage 'null: needs --from-file' -0
expect_usage 'one name cannot serve' --name x --from-file /dev/null
expect_usage 'jobs: "0"' -j 0
expect_usage 'jobs: "257"' -j 257
expect_usage 'jobs: "many"' -j many
expect_usage 'max-memory: "lots"' --max-memory lots
expect_usage 'max-memory: "0"' --max-memory 0
expect_usage 'first: an empty' --first ""
expect_usage 'limit-rate: "fast"' --limit-rate fast
expect_usage 'nice: "20"' --nice 20
expect_usage 'ionice: "soon"' --ionice soon
expect_usage 'ionice: "idle:9"' --ionice idle:9
expect_usage 'cpus: "a-b"' --cpus a-b
expect_usage 'cpus: "3-1"' --cpus 3-1
expect_usage 'report: .*ends neither' --report "$here/report.txt"
expect_usage 'progress: "loud"' --progress loud
expect_usage 'standard input is the list' --from-file - -
