#!/bin/sh
# Two batches at once keep a journal each, and are gone on with side by side.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 40
seq -f "$here/files/%.0f.txt" 1 20 >"$here/one"
seq -f "$here/files/%.0f.txt" 21 40 >"$here/two"
echo "$here/missing.txt" | tee -a "$here/one" >>"$here/two"
begin() { # LIST OUTPUT OPTION...
    list=$1
    output=$2
    shift 2
    "$twatfs" upload -p transfersh -j 4 --from-file "$here/$list" "$@" >"$here/$list.$output" 2>"$here/$list.err" 9>&- &
}
begin one out
one=$!
begin two out
wait "$one" || :
wait $! || :
[ "$(sql 'SELECT count(*) FROM batch')" -eq 2 ] || fail "not two journals"
make_file "$here/missing.txt"
begin one again --resume
one=$!
begin two again --resume
wait $! || fail "the second failed: $(cat "$here/two.err")"
wait "$one" || fail "the first failed: $(cat "$here/one.err")"
for list in one two; do
    head -n 20 "$here/$list.again" | cmp - "$here/$list.out" || fail "other links than before"
    [ "$(wc -l <"$here/$list.again")" -eq 21 ] || fail "not all of them"
done
expect_requests transfersh PUT 42
