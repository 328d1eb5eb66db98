#!/bin/sh
# Without TWATFS_LOCAL_DIR the folder is below XDG_DATA_HOME, else below ~/.local/share.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

unset TWATFS_LOCAL_DIR
run upload -p local "$file"
[ -e "$here/.local/share/twatfs/public/photo.txt" ] || fail "not below HOME"
XDG_DATA_HOME=$here/data run upload -p local "$file"
[ -e "$here/data/twatfs/public/photo.txt" ] || fail "not below XDG_DATA_HOME"
