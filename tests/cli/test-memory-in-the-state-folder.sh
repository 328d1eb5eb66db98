#!/bin/sh
# XDG_STATE_HOME says where it is; a relative one is ignored.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
XDG_STATE_HOME=$here/elsewhere run upload -p catbox "$file"
[ -e "$here/elsewhere/twatfs/state.db" ] || fail "not where it was told to be"
[ ! -e "$here/.local" ] || fail "somewhere else too"
(cd "$here" && XDG_STATE_HOME=nearby run upload -p catbox "$file")
[ -e "$memory" ] && [ ! -e "$here/nearby" ] || fail "a relative folder was used"
