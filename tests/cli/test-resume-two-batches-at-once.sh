#!/bin/sh
# Two batches at once keep a journal each, and are gone on with side by side.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 40
: >"$here/stop"
seq -f "$here/files/%.0f.txt" 1 20 >"$here/one"
seq -f "$here/files/%.0f.txt" 21 40 >"$here/two"
echo "$here/missing.txt" | tee -a "$here/one" >>"$here/two"
for list in one two; do
    "$twatfs" upload -p transfersh -j 4 --from-file "$here/$list" >"$here/$list.out" 2>"$here/$list.err" 9>&- &
    eval "$list=$!"
done
wait "$one" || :
wait "$two" || :
[ "$(sql 'SELECT count(*) FROM batch')" -eq 2 ] || fail "not two journals"
make_file "$here/missing.txt"
for list in one two; do
    "$twatfs" upload -p transfersh -j 4 --resume --from-file "$here/$list" >"$here/$list.again" 2>"$here/$list.err" 9>&- &
    eval "$list=$!"
done
wait "$one" && wait "$two" || fail "one failed: $(cat "$here"/*.err)"
for list in one two; do
    head -n 20 "$here/$list.again" | cmp - "$here/$list.out" || fail "other links than before"
    [ "$(wc -l <"$here/$list.again")" -eq 21 ] || fail "not all of them"
done
expect_requests transfersh PUT 42
