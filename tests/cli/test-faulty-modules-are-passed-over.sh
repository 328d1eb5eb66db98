#!/bin/sh
# A module that fails at loading or at the ABI check is reported, and the next has its turn.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
for name in unresolved-symbol missing-library no-table struct-half-member struct-too-small \
    struct-size-lies symbol-is-function symbol-from-needed-library missing-callback table-major; do
    run upload -p "$name,local" "$file"
    expect_status 0
    expect_err "twatfs-provider-$name\.so: .*: trying local"
done
