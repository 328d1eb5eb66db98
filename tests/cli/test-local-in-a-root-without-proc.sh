#!/bin/sh
# A file is published also where /proc is not mounted, as in a chroot.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" = 0 ] || skip "only root can change its root"
[ -z "$sanitizer_flags" ] || skip "a sanitizer needs /proc"
module=$build/plugins/local/.libs/twatfs-provider-local.so
[ -e "$module" ] || skip "this build has no module local"
"$source/docs/packaging/container-root" "$here/root" "$twatfs" "$module"
cp "$file" "$here/root/photo.txt"
inside() {
    env -i PATH=/usr/sbin:/usr/bin HOME=/ LD_LIBRARY_PATH="$build/core/.libs" TWATFS_PLUGIN_PATH="$(dirname "$module")" \
        TWATFS_LOCAL_DIR=/public chroot "$here/root" /twatfs "$@" >"$here/out" 2>"$here/err"
}

mkdir "$here/root/public"
inside upload -p local /photo.txt
expect_out '^file:///public/photo.txt$'
cmp "$file" "$here/root/public/photo.txt"
inside upload -p local --force /photo.txt
cmp "$file" "$here/root/public/photo.txt"
[ "$(ls -A "$here/root/public")" = photo.txt ] || fail "left: $(ls -A "$here/root/public")"
