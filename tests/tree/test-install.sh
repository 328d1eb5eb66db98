#!/bin/sh
# An installation has the program under its names, the modules alone, the manual; it works
# from there, and uninstalling leaves nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

make=${MAKE:-make}
$make -s -C "$build" install DESTDIR="$here/root" >"$here/log" 2>&1 || { cat "$here/log"; fail "install"; }
program=$(find "$here/root" -name twatfs -type f -perm -u+x)
for name in 2url file2url; do
    [ -L "$(dirname "$program")/$name" ] || fail "no $name"
done
header=$(find "$here/root" -name provider.h)
include=${header%/twatfs/provider.h}
[ "${include%/include/include}" = "$include" ] && [ "$include" != "$header" ] || fail "$header"
${CC:-cc} -shared -fPIC -I"$include" -o "$here/twatfs-provider-good.so" "$source/tests/modules/good.c" ||
    fail "a module does not build against the installed header"
[ -z "$(find "$here/root" -name '*.la')" ] || fail "libtool files are left"
for page in twatfs.1 twatfs-provider-check.1 twatfs-upload.1 twatfs-providers.1 twatfs-setup.1 twatfs-clean.1 twatfs-history.1 twatfs-delete.1 twatfs-cache.1 twatfs-config.5 twatfs-provider.7 twatfs_provider.3; do
    [ -n "$(find "$here/root" -name "$page")" ] || fail "no $page"
done
[ -x "$(dirname "$program")/twatfs-provider-check" ] || fail "no twatfs-provider-check"
for path in bash-completion/completions/twatfs bash-completion/completions/2url \
    zsh/site-functions/_twatfs fish/vendor_completions.d/twatfs.fish fish/vendor_completions.d/file2url.fish; do
    [ -n "$(find "$here/root" -path "*/share/$path")" ] || fail "no $path"
done
if [ -n "$(find "$here/root" -name 'twatfs-provider-*.so')" ]; then
    folder=$(dirname "$(find "$here/root" -name twatfs-provider-local.so)")
    "$(dirname "$program")/twatfs-provider-check" "$folder/twatfs-provider-local.so" >"$here/out" ||
        { cat "$here/out"; fail "a module does not pass where it is installed"; }
    TWATFS_PLUGIN_PATH=$folder "$program" upload -p local "$file" >"$here/out"
    expect_out '^file://'
fi
$make -s -C "$build" uninstall DESTDIR="$here/root" >"$here/log" 2>&1
[ -z "$(find "$here/root" ! -type d)" ] || fail "left: $(find "$here/root" ! -type d)"
