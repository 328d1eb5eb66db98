#!/bin/sh
# A provider that can guides through its set-up: what is to be set is on standard output, quoted
# for the shell, and nothing else is; secrets are in no log.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

answers() { # ANSWER...
    printf '%s\n' "$@" >"$here/answers"
    run setup --ask --plugin-dir "$build/tests/modules" provider guided <"$here/answers"
}
answers ' Jo ' "it's a \$ecret"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two lines"
(
    . "$here/out"
    [ "$GUIDED_NAME" = Jo ] && [ "$GUIDED_TOKEN" = "it's a \$ecret" ]
) || fail "the shell reads something else"
expect_err 'the token is \*\*\*$'
expect_err 'https://guided.example/\\x1b\[31mtokens'
expect_err '^Name: Token: '
expect_no_err 'ecret'

answers nobody tell-nobody
expect_status 5
expect_silence
expect_err 'guided: nobody has no tokens'
expect_no_err 'tell-nobody'
