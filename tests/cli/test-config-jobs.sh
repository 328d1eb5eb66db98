#!/bin/sh
# How many files go at once is said by the flag, else by the environment, else by the configuration.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=0.3*'
make_files 6
mkdir -p "$here/.config/twatfs"
echo 'jobs = 1' >"$here/.config/twatfs/config"

connections() { # ARGUMENT...: how many the host has seen
    before=$(requests transfersh PUT)
    run upload -p transfersh --no-check "$@" "$here"/files/*.txt
    expect_status 0
    connections=$("$python" -c 'import json,sys
print(len({json.loads(line)["connection"] for line in list(open(sys.argv[1]))[int(sys.argv[2]):]}))' \
        "$here/hosts.log" "$before")
}
connections
[ "$connections" -eq 1 ] || fail "the configuration: $connections connections"
TWATFS_JOBS=3 && export TWATFS_JOBS
connections
[ "$connections" -gt 1 ] || fail "the environment: one connection"
connections -j 1
[ "$connections" -eq 1 ] || fail "the flag: $connections connections"
TWATFS_JOBS=1000 run upload -p transfersh "$file"
expect_status 2
expect_err 'TWATFS_JOBS: "1000": neither auto nor a number from 1 to 256'
