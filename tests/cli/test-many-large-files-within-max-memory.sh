#!/bin/sh
# Large files are under way together only as far as --max-memory goes; one always is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --discard --fault 'transfersh/upload=stall,at=answer,seconds=60*'
for i in 1 2 3; do truncate -s 20M "$here/$i.txt"; done
under_way() { # MEMORY COUNT
    start upload -p transfersh -j 3 --max-memory "$1" "$here"/[1-3].txt
    until_open .txt
    sleep 1
    [ "$(ls -l "/proc/$pid/fd" | grep -c '[1-3]\.txt')" -eq "$2" ] || fail "$1: not $2 at a time"
    interrupt TERM
}
under_way 10M 1
under_way 35M 2
under_way 64M 3
