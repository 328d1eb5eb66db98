#!/bin/sh
# Of many files --copy copies all links, one a line, in the order of the output, also with --json;
# as many as a clipboard takes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

stand_in xclip
start_hosts catbox
DISPLAY=:9
export DISPLAY
make_files 5
run upload --copy "$here"/files/*.txt "$here/missing"
expect_status 1
expect_err 'the links were copied to the clipboard by xclip$'
[ "$(cat "$here/xclip.input")" = "$(cat "$here/out")" ] || fail "not the links"
run upload --copy --json "$file"
[ "$(cat "$here/xclip.input")" = "$(record url)" ] || fail "--json: not the link"
rm "$here/xclip.input"
run upload --copy "$here/missing"
expect_status 3
[ ! -e "$here/xclip.input" ] || fail "nothing was copied over what was there"

folder=$(printf '%0200d' 0)
mkdir -p "$here/many" "$here/public"
for number in $(seq 400); do echo "$number" >"$here/many/$number.txt"; done
run upload -p local --remote-path "$folder/" --copy -r "$here/many"
expect_status 0
expect_err 'copy: only the first [0-9]* of 400 links were copied'
[ "$(wc -c <"$here/xclip.input")" -le 65536 ] || fail "more than fits"
lines=$(($(wc -l <"$here/xclip.input") + 1))
[ "$lines" -gt 100 ] && [ "$(cat "$here/xclip.input")" = "$(head -n $lines "$here/out")" ] ||
    fail "not the first ones"
