#!/bin/sh
# A file that may not be read: one line, exit 3.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" -ne 0 ] || command -v setpriv >/dev/null || skip "root reads everything"
chmod 000 "$file"
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$here"
    status=0
    setpriv --reuid=65534 --regid=65534 --clear-groups "$twatfs" upload -p local "$file" \
        >"$here/out" 2>"$here/err" || status=$?
    ! grep -q 'not to be trusted\|cannot execute\|setpriv' "$here/err" || skip "the build is not reachable for nobody"
else
    run upload -p local "$file"
fi
[ "$status" -ne 126 ] && [ "$status" -ne 127 ] || skip "the build is not reachable for nobody"
expect_status 3
expect_err 'Permission denied'
