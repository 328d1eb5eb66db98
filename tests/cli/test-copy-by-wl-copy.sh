#!/bin/sh
# Under Wayland --copy gives the link to wl-copy: through a pipe and exactly, with nothing of it
# among its arguments, and none of our variables but those that it needs.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

stand_in wl-copy
start_hosts catbox
WAYLAND_DISPLAY=wayland-9 CATBOX_USERHASH=0123456789abcdef012345678 run upload --copy "$file"
expect_status 0
expect_out '^http'
expect_error_line '^twatfs: the link was copied to the clipboard by wl-copy$'
[ "$(cat "$here/wl-copy.input")" = "$(cat "$here/out")" ] || fail "not the link"
[ "$(wc -l <"$here/wl-copy.input")" -eq 0 ] || fail "a line break at its end"
! grep http "$here/wl-copy.arguments" || fail "the link is an argument"
grep -q '^WAYLAND_DISPLAY=wayland-9$' "$here/wl-copy.variables" || fail "no display"
! grep -E '0123456789abcdef|TWATFS' "$here/wl-copy.variables" || fail "variables that it does not need"
WAYLAND_DISPLAY=wayland-9 run upload -q --copy "$file"
[ ! -s "$here/err" ] || fail "-q: something was said"
