#!/bin/sh
# What is not understood may hold a secret: only what is none is shown.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for choice in rediss://:hunter2@host:6379/0 redis//:hunter2@host Redis://host?hunter2; do
    TWATFS_CACHE=$choice run cache stats
    expect_status 2
    expect_err 'not one of sqlite, memory, none, redis://HOST:PORT/N'
    expect_no_err hunter2
    run upload --cache "$choice" -p local "$file"
    expect_status 2
    expect_no_err hunter2
done
run upload --cache sqllite -p local "$file"
expect_status 2
expect_err '"sqllite": not one of'
for option in pixeldrainkey=hunter2 .key=hunter2 pixeldrain.=hunter2 =hunter2; do
    run upload -o "$option" -p local "$file"
    expect_status 2
    expect_err "\"${option%%=*}\": not of the form NAME.key=value"
    expect_no_err hunter2
done
