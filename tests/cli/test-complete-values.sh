#!/bin/sh
# Values are offered by what they are called: words that the option takes, files, folders; behind
# "=", as a word of its own, and behind a letter.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for option in check progress ionice cache; do
    run complete -- twatfs upload --$option ''
    words=$(cut -f 1 "$here/out")
    [ "$(echo "$words" | wc -l)" -gt 2 ] || fail "--$option: too few words"
    for word in $words; do
        case $word in realtime) continue ;; redis://) word=redis://127.0.0.1:1/0 ;; esac
        run upload --dry-run -p local --$option="$word" "$file"
        expect_status 0
    done
done
run complete -- twatfs upload --check=f
expect_out '^--check=full	'
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "more than what begins so"
for before in --report -r '' -vr --config=x; do
    # shellcheck disable=SC2086 # no word where it is empty
    run complete -- twatfs upload $before ''
    case $before in
    *r) expect_out '^	folders$' ;;
    *) expect_out '^	files$' ;;
    esac
done
run complete -- twatfs upload --report=x
expect_out '^	files$'
for line in 'twatfs history --since' 'twatfs delete' 'twatfs clean'; do
    # shellcheck disable=SC2086 # several words
    run complete -- $line ''
    expect_silence
done
run complete -- twatfs cache ''
[ "$(cut -f 1 "$here/out" | tr '\n' ' ')" = "stats clear prune " ] || fail "arguments of cache"
run complete -- twatfs cache stats ''
expect_silence
run complete -- twatfs help u
expect_out '^upload	'
