#!/bin/sh
# Ctrl-C in the middle of `local` fed by a pipe, and of a spooled stream, leaves no file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for providers in local catbox; do
    rm -f "$here/pipe"
    mkfifo "$here/pipe"
    start upload -p "$providers" --name stream.txt "$here/pipe"
    exec 8>"$here/pipe"
    head -c 9000000 /dev/zero >&8
    sleep 0.2
    interrupt INT
    exec 8>&-
    expect_status 130
    [ -z "$(find "$here/public" -type f 2>/dev/null)" ] || fail "a file was left in the folder"
    ! ls "$here" | grep -q '^twatfs-' || fail "a temporary file was left"
done
