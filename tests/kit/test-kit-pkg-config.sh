#!/bin/sh
# twatfs-provider.pc tells the header's ABI and where things are, wherever the tree was moved to;
# without an installation that of the build does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

for half in MAJOR:major MINOR:minor; do
    number=$(sed -n "s/^#define TWATFS_ABI_${half%:*} //p" "$source/include/twatfs/provider.h")
    [ "$(pkg-config --variable=abi_${half#*:} twatfs-provider)" = "$number" ] || fail "abi_${half#*:}"
    version=${version:+$version.}$number
done
[ "$(pkg-config --modversion twatfs-provider)" = "$version" ] || fail "Version is not $version"
[ "$(pkg-config --variable=checker twatfs-provider)" = "${program%/*}/twatfs-provider-check" ] ||
    fail "checker: $(pkg-config --variable=checker twatfs-provider)"

# The real one, without the wrapper that moves things.
PATH=${PATH#*:}
plugins=$(pkg-config --variable=plugindir twatfs-provider)
"$program" version | grep -qxF "plugin directory $plugins" || fail "twatfs does not look in $plugins"

# --define-prefix takes the prefix to be two folders above the file.
mkdir -p "$here/moved"
cp -r "$prefix/." "$here/moved"
case $description in
"$prefix"/lib/pkgconfig/*)
    PKG_CONFIG_PATH=$here/moved/lib/pkgconfig
    for variable in includedir plugindir checker; do
        value=$(pkg-config --define-prefix --variable=$variable twatfs-provider)
        case $value in "$here/moved/"*) ;; *) fail "$variable: $value" ;; esac
    done
    ;;
esac

# Of the build itself.
PKG_CONFIG_PATH=$build/include
[ "$(pkg-config --variable=plugindir twatfs-provider)" = "$plugins" ] || fail "another plugindir"
# shellcheck disable=SC2046 # several flags
${CC:-cc} -Werror -shared -fPIC -o "$here/twatfs-provider-example.so" "$source/docs/template/example.c" \
    $(pkg-config --cflags --libs twatfs-provider) || fail "it does not build against the build"
[ "$(pkg-config --modversion twatfs-provider)" = "$version" ] || fail "another version"
