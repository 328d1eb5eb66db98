#!/bin/sh
# providers() tells of each its state, why, its file, and what it says of itself.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/modules"
cp "$build/tests/modules/twatfs-provider-good.so" "$here/modules/twatfs-provider-faulty.so"
TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$here/modules
TWATFS_DISABLE=litterbox
export TWATFS_DISABLE
py "$here/modules" <<'PYTHON'
import sys
import twatfs

found = {provider.name: provider for provider in twatfs.providers()}
assert list(found) == sorted(found)
assert found["catbox"].state == "ready" and found["catbox"].reason is None
assert found["catbox"].manifest["name"] == "catbox" and found["catbox"].manifest["abi"] == "1.1"
assert found["catbox"].path.endswith("/twatfs-provider-catbox.so")
assert found["litterbox"].state == "disabled" and found["litterbox"].reason
assert found["faulty"].state == "faulty" and found["faulty"].reason
assert found["faulty"].path == sys.argv[1] + "/twatfs-provider-faulty.so"
PYTHON
expect_status 0
