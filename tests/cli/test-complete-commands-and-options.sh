#!/bin/sh
# twatfs complete offers every command, and every option of one, from the tables behind the help.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

words() { cut -f 1 "$here/out" | sort; }

run complete -- twatfs ''
expect_status 0
expect_out '^upload	Upload files and print their links$'
words >"$here/offered"
run help
sed -n 's/^  \([a-z]*\)  .*/\1/p' "$here/out" | sort >"$here/known"
[ -s "$here/known" ] && diff "$here/known" "$here/offered" || fail "other commands"

for command in $(cat "$here/known"); do
    run complete -- twatfs "$command" --
    words >"$here/offered"
    run help "$command"
    sed -n 's!^\(      \|  -., \)\(--[a-z-]*=\{0,1\}\).*!\2!p' "$here/out" | sort >"$here/options"
    [ -s "$here/options" ] && diff "$here/options" "$here/offered" || fail "$command: other options"
done
run complete -- 2url --remo
expect_out '^--remote-path=	'
run complete -- /usr/bin/twatfs upload --remo
expect_out '^--remote-path=	'
run complete -- twatfs upload -- --remo
expect_no_out remote
run complete -- twatfs nonsense ''
expect_status 0
expect_silence
run complete -- twatfs
expect_status 2
