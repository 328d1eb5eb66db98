#!/bin/sh
# --copy asks wl-copy, then xclip, then the terminal, each only where it could be; where nobody takes
# the link, that is a warning, and the upload a success all the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
stand_in xclip
PATH=$here/bin:/usr/bin:/bin
DISPLAY=:9 run upload --copy "$file"
expect_status 0
expect_err 'copied to the clipboard by xclip$'
[ "$(cat "$here/xclip.arguments")" = "-selection clipboard -in" ] || fail "arguments of xclip"
[ "$(cat "$here/xclip.input")" = "$(cat "$here/out")" ] || fail "not the link"

stand_in wl-copy 'exit 3'
WAYLAND_DISPLAY=w DISPLAY=:9 run upload --copy "$file"
expect_err 'copied to the clipboard by xclip$'

stand_in xclip 'kill -9 $$'
WAYLAND_DISPLAY=w DISPLAY=:9 run upload --copy "$file"
expect_status 0
expect_out '^http'
expect_error_line 'copy: nothing was copied: wl-copy: exit status 3; xclip: ended by signal 9; standard error: not a terminal; install wl-clipboard .* or xclip'

PATH=$here/empty
WAYLAND_DISPLAY=w run upload --copy "$file"
PATH=/usr/bin:/bin
expect_status 0
expect_err 'wl-copy: not installed'
