#!/bin/sh
# A second Ctrl-C among many files ends the run at once, and says how many were uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=ok;stall,at=answer,seconds=60*'
make_file "$here/b.txt"
start upload -p catbox "$file" "$here/b.txt" "$here/b.txt"
until [ "$(wc -l <"$here/out")" -eq 1 ]; do sleep 0.05; done
sleep 0.2
kill -INT "$pid"
until grep -q 'press Ctrl-C again' "$here/err"; do sleep 0.05; done
interrupt INT
expect_status 130
expect_err 'interrupted: 1 of 3 files were uploaded'
