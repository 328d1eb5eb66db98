#!/bin/sh
# What uploads nothing makes no memory.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
for arguments in version providers "providers status" "providers info catbox" setup history "history --forget 1" \
    "history --forget-before 1d" "upload --dry-run $file" "upload -p catbox $here/missing" "delete 1"; do
    run $arguments
    [ ! -e "$here/.local/state/twatfs/state.db" ] || fail "$arguments made it"
done
run upload -p catbox "$file"
[ -e "$memory" ] || fail "an upload did not make it"
