#!/bin/sh
# A file that may not be read: one line, exit 3.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

chmod 000 "$file"
if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null || skip "root reads everything, and there is no setpriv"
    # The build folder may be one that nobody else may enter.
    mkdir "$here/plugins" "$here/lib"
    cp "$build/plugins/local/.libs/twatfs-provider-local.so" "$here/plugins/"
    cp "$twatfs" "$here/twatfs"
    [ ! -e "$build/core/.libs/libtwatfs.so" ] || cp "$build/core/.libs/libtwatfs.so"* "$here/lib/"
    chmod -R a+rX "$here/plugins" "$here/lib" "$here/twatfs"
    chmod 755 "$here"
    status=0
    LD_LIBRARY_PATH=$here/lib TWATFS_PLUGIN_PATH=$here/plugins \
        setpriv --reuid=65534 --regid=65534 --clear-groups \
        "$here/twatfs" upload -p local "$file" >"$here/out" 2>"$here/err" || status=$?
else
    run upload -p local "$file"
fi
expect_status 3
expect_silence
expect_err 'photo.txt: Permission denied'
