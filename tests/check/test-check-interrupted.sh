#!/bin/sh
# Interrupted, it ends what runs, and leaves nothing in the folder for temporary files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

TMPDIR=$here/tmp
mkdir "$TMPDIR"
env --default-signal=INT "$build/core/twatfs-provider-check" "$(unruly hangs)" >"$here/out" \
    2>"$here/err" &
pid=$!
until grep -q '^ok   429' "$here/out"; do
    kill -0 "$pid" || fail "it ended too early"
    sleep 0.02
done
interrupt INT
expect_status 130
expect_error_line '^twatfs-provider-check: interrupted$'
[ -z "$(ls "$TMPDIR")" ] || fail "left: $(ls "$TMPDIR")"
