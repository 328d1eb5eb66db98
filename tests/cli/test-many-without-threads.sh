#!/bin/sh
# Files that were not tried for want of a thread or of memory have failed, and no option is blamed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

case $sanitizer_flags in *address* | *thread*) skip "sanitizers need more address space" ;; esac
[ -z "${TWATFS_WRAPPER-}" ] || skip "limits the address space of the program alone"
# Each thread would have a stack of 1 GB: there is room for the first, and for no worker's.
limits='ulimit -S -s 1000000 && ulimit -S -v 1600000'
sh -c "$limits" 2>"$here/none" || skip "the stack is limited"
make_files 2
status=0
sh -c "$limits"' && exec "$@"' sh "$twatfs" upload -p local "$here/files/1.txt" "$here/files/2.txt" \
    >"$here/out" 2>"$here/err" || status=$?
expect_status 1
expect_silence
expect_err 'out of memory or threads: 2 of 2 files: not tried$'
expect_no_err fail-fast
