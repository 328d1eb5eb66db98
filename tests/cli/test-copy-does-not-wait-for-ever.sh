#!/bin/sh
# A clipboard program that neither reads nor ends is killed after a while; one that stays behind to
# serve the clipboard holds neither our output nor our error.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
stand_in xclip
printf '#!/bin/sh\nexec sleep 600\n' >"$here/bin/xclip"
DISPLAY=:9 run upload --copy "$file"
expect_status 0
expect_err 'xclip: did not end within 5 seconds'

stand_in xclip 'sleep 600 & echo $! >"$HOME/behind"'
link=$(DISPLAY=:9 "$twatfs" upload --copy "$file" 2>&1)
kill -0 "$(cat "$here/behind")" || fail "it was waited for"
kill "$(cat "$here/behind")"
[ -n "$link" ] || fail "no link"
