#!/bin/sh
# The guide changes one setting in a configuration and leaves everything else: comments, sections,
# other settings, permissions, and a link that leads to the file.
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
mkdir -p "$here/.config/twatfs"
printf '; mine\nretries = 3\nprovider : pixeldrain\norder = x0at,\n  pixeldrain\n\n# end\n[pixeldrain]\nlink = page\n' >"$here/kept"
chmod 640 "$here/kept"
ln -s "$here/kept" "$config"
guide 1 1 1 y
expect_status 0
expect_out '^- provider : pixeldrain$'
expect_out '^-   pixeldrain$'
[ -L "$config" ] || fail "the link is gone"
[ "$(stat -c %a "$here/kept")" = 640 ] || fail "other permissions"
printf '; mine\nretries = 3\norder = catbox, pixeldrain\n\n# end\n[pixeldrain]\nlink = page\n' >"$here/expected"
cmp "$here/expected" "$here/kept" || fail "$(cat "$here/kept")"

rm "$config"
printf 'retries = 3\n[pixeldrain]\nlink = page' >"$config"
guide 3 1 2 y
printf 'retries = 3\nprovider = local\n[pixeldrain]\nlink = page' >"$here/expected"
cmp "$here/expected" "$config" || fail "before the section: $(cat "$config")"
printf 'retries = 3' >"$config"
guide 3 1 2 y
printf 'retries = 3\nprovider = local\n' >"$here/expected"
cmp "$here/expected" "$config" || fail "no line break at the end: $(cat "$config")"
[ "$(find "$here/.config/twatfs" -name 'config.*')" = "" ] || fail "something is left"

echo 'retries = 4' >"$here/other"
TWATFS_CONFIG=$here/other guide 1 1 1 y
grep -q '^order = catbox$' "$here/other" || fail "TWATFS_CONFIG"
TWATFS_CONFIG=/dev/null guide 1 1 1 y
expect_status 1
expect_out '/dev/null: not a regular file'
