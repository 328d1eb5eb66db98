#!/bin/sh
# A stranger's Debian package gets its dependencies, and its description, from the note of its
# provider; one without a note is not built.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v dh >/dev/null && command -v dpkg-buildpackage >/dev/null || skip "no debhelper"
PATH=$source/docs/packaging/debhelper:$source/docs/packaging:$PATH
PERL5LIB=$source/docs/packaging/debhelper
CPATH=$source/include
export PATH PERL5LIB CPATH
cp -R "$source/tests/packages/strange" "$here/strange-1.0"
chmod -R u+w "$here/strange-1.0" # a tree may be read-only
cd "$here/strange-1.0"
if ! dpkg-buildpackage -d -b -us -uc >"$here/log" 2>&1; then
    tail -n 30 "$here/log"
    fail "not built"
fi
package=$(echo "$here"/uploads-to-strange_1.0_*.deb)
dpkg-deb -f "$package" >"$here/out"
expect_out '^Depends: .*twatfs-provider-abi-1'
expect_out '^Provides: twatfs-provider, twatfs-provider-strange \(= 2.5\)$'
expect_out '^ With this, twatfs uploads to strange.example: files for \$\{HOME\}, kept\.$'
expect_out '^ Largest file: 1\.9 MB\. Kept: a week\.$'
expect_out '^ Set STRANGE_KEY\.$'
if dpkg-deb -f "$here"/strange-notes_1.0_all.deb | grep -q twatfs; then fail "of a package without one"; fi

sed -i '/^TWATFS_MANIFEST/,/^});/d; s/^TWATFS_PROVIDER.*//' strange.c
if dpkg-buildpackage -d -b -us -uc >"$here/out" 2>&1; then fail "built without a note"; fi
expect_out 'twatfs-provider-strange.so: no manifest'

# What dh_twatfs(1) shows is a whole debian/control.
mkdir -p "$here/shown-1.0/debian"
cd "$here/shown-1.0"
sed -n '/^    Source: /,/^     \${twatfs:Description}$/{s/^    //; p}' "$source/docs/packaging/debhelper/dh_twatfs" >debian/control
sed 's/^strange /twatfs-provider-example /' "$source/tests/packages/strange/debian/changelog" >debian/changelog
printf '#!/usr/bin/make -f\n%%:\n\tdh $@\n' >debian/rules
echo 'twatfs-provider-example.so usr/lib/${DEB_HOST_MULTIARCH}/twatfs/providers' >debian/install
chmod +x debian/rules
${CC:-cc} -shared -fPIC -o twatfs-provider-example.so "$source/docs/template/example.c"
if ! dpkg-buildpackage -d -b -us -uc >"$here/log" 2>&1; then
    tail -n 30 "$here/log"
    fail "what dh_twatfs(1) shows is not built"
fi
dpkg-deb -f "$here"/twatfs-provider-example_1.0_*.deb >"$here/out"
expect_out '^Depends: .*twatfs-provider-abi-1'
expect_out '^ With this, twatfs uploads to files.example.org'
