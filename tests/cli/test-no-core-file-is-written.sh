#!/bin/sh
# A crash leaves no core file, which would hold credentials.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=30*'
start upload -p catbox "$file"
until_open photo.txt
grep -q '^Max core file size *0 *0' "/proc/$pid/limits" || fail "core files are allowed"
interrupt TERM
