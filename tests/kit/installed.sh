# installed.sh: an installation of this build below $prefix, for tests that see nothing but it;
# sourced after functions.sh.
#
# SPDX-License-Identifier: MIT
#
# prepare_template copies the template of a provider there; expect_installed_module looks for what
# its build has installed.

# What make was told is for the tests of this tree, not for what is built in them.
unset MAKEFLAGS MFLAGS MAKELEVEL TWATFS_PLUGIN_PATH TWATFS_LOCAL_DIR
make=${MAKE:-make}

need() { # PROGRAM...
    for program; do
        command -v "$program" >/dev/null || skip "needs $program"
    done
}

need pkg-config
$make -s -C "$build" install DESTDIR="$here/root" >"$here/log" 2>&1 || { cat "$here/log"; fail "install"; }
description=$(find "$here/root" -name twatfs-provider.pc)
[ -n "$description" ] || fail "no twatfs-provider.pc"
header=$(find "$here/root" -name provider.h)
prefix=${header%/include/twatfs/provider.h}
program=$(find "$here/root" -name twatfs -type f -perm -u+x)

# What was moved to below DESTDIR is found as pkg-config finds what was moved; every build system
# asks it in its own words.
mkdir "$here/bin"
cat >"$here/bin/pkg-config" <<END
#!/bin/sh
exec $(command -v pkg-config) --define-variable=prefix="$prefix" "\$@"
END
chmod +x "$here/bin/pkg-config"
PATH=$here/bin:${program%/*}:$PATH
PKG_CONFIG_PATH=${description%/*}
export PKG_CONFIG_PATH
case $(pkg-config --variable=plugindir twatfs-provider) in
"$prefix"/*) ;;
*) skip "this build has its providers outside of its prefix" ;;
esac
ACLOCAL_PATH=$(dirname "$(find "$here/root" -name twatfs.m4)")
export PATH ACLOCAL_PATH
library=$(find "$here/root" -name libtwatfs.so.0)
[ -z "$library" ] || { LD_LIBRARY_PATH=${library%/*} && export LD_LIBRARY_PATH; }

prepare_template() {
    cp -r "$(dirname "$(find "$here/root" -path '*/template/README')")" "$here/project"
    cd "$here/project"
}

# quietly COMMAND...: what it says is shown only if it fails.
quietly() {
    "$@" >"$here/log" 2>&1 || { cat "$here/log"; fail "$*"; }
}

# expect_installed_module: it is where twatfs looks, with its manifest, and its man page is there.
expect_installed_module() {
    plugins=$(pkg-config --variable=plugindir twatfs-provider)
    [ -e "$plugins/twatfs-provider-example.so" ] || fail "no module in $plugins"
    [ -n "$(find "$here/root" -name twatfs-provider-example.7)" ] || fail "no man page"
    chmod go-w "$plugins" "$plugins/twatfs-provider-example.so"
    twatfs providers --plugin-dir "$plugins" info example >"$here/out" 2>"$here/err" || fail "info"
    expect_out 'files.example.org'
}
