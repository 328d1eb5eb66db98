#!/bin/sh
# The guide writes nothing unless it was told to: not for "n", nothing, "q", the end of the input, a
# choice that is none, or a provider that is not ready; that one's variables it tells.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
TWATFS_PLUGIN_PATH=$build/plugins/catbox/.libs:$build/plugins/local/.libs:$build/plugins/pixeldrain/.libs
config=$here/.config/twatfs/config

guide() { # ANSWER...: the screen is in $here/out
    status=0
    TEST_KEYS=$(printf '%s\n' "$@" .) && TEST_KEYS=${TEST_KEYS%.}
    TEST_STDOUT=terminal TEST_KEYS=$TEST_KEYS "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" setup || status=$?
    tr -d '\r' <"$here/screen" >"$here/out"
}
end=$(printf '\004')
for answers in '1 1 1 n' '1 1 1 -' '1 1 2 q' '1 1 3' '1 1 -' '1 q' 'q' '1 1 1 end' 'end' '0 4 x end' '2 1'; do
    set --
    for answer in $answers; do
        case $answer in -) answer= ;; end) answer=$end ;; esac
        set -- "$@" "$answer"
    done
    guide "$@"
    case $answers in
    '1 1 '*) expect_status 0 && expect_out 'Nothing was written\.$' ;;
    2*) expect_status 4 && expect_out "^  export PIXELDRAIN_API_KEY='\.\.\.'\$" ;;
    *) expect_status 4 && expect_out 'Nothing was written\.$' ;;
    esac
    case $answers in 0*) [ "$(grep -c 'That is none of them' "$here/out")" -eq 3 ] || fail "0 4 x" ;; esac
    [ ! -e "$here/.config" ] || fail "$answers: something was written"
done
PIXELDRAIN_API_KEY=a-secret-key guide 2 1 1 y
grep -q 'order = pixeldrain' "$config" || fail "ready, and not written"
expect_no_out a-secret-key
! grep -r a-secret-key "$here/.config" || fail "a secret was written"
