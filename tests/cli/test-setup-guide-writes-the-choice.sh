#!/bin/sh
# On a terminal `twatfs setup` asks what is wanted and writes the choice into the configuration, once
# that was agreed to: a provider before all others, or alone.
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
guide 1 1 1 y
expect_status 0
expect_out '1\) A link from a public host, without an account \(1 provider\)'
expect_out ' 1\) catbox '
expect_out '^catbox: ready$'
expect_out '^\+ order = catbox$'
[ "$(cat "$config")" = "order = catbox" ] || fail "not written"
[ "$(stat -c %a "$config")" = 600 ] || fail "others may read it"
[ "$(stat -c %a "$here/.config/twatfs")" = 700 ] || fail "others may look into the folder"
guide 3 1 1 yes
[ "$(cat "$config")" = "order = local, catbox" ] || fail "the old order is lost"
guide 3 1 2 y
expect_out '^- order = local, catbox$'
expect_out '^\+ provider = local$'
[ "$(cat "$config")" = "provider = local" ] || fail "not alone"
run upload "$file"
expect_status 0
expect_out '^file://'
TWATFS_PROVIDER=catbox guide 3 1 1 y
expect_out 'warning: TWATFS_PROVIDER is set, and counts instead'
