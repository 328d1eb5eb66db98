#!/bin/sh
# A signal ends the wait before a retry; the exit status tells which.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=503,retry-after=50*'
start upload -p catbox "$file"
until grep -q 'trying again' "$here/err"; do sleep 0.05; done
interrupt TERM
expect_status 143
expect_silence
expect_err 'interrupted'
