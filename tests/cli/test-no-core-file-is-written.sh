#!/bin/sh
# A crash leaves no core file, which would hold credentials.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=30*'
mkdir "$here/cores"
cd "$here/cores"
# shellcheck disable=SC3045 # where the shell has no such limit, that of the system is as good
ulimit -c unlimited 2>/dev/null || :
start upload -p catbox "$file"
until_open photo.txt
# 1: not even for a program that the kernel would pipe it to; 0 where nobody may have more.
grep -Eq '^Max core file size *(1 *1|0 *0)' "/proc/$pid/limits" || fail "core files are allowed"
kill -SEGV "$pid"
finished
[ -z "$(ls)" ] || fail "left: $(ls)"
