#!/bin/bash
# build-rpms.sh TARBALL FOLDER: build the RPM packages from a dist tarball, below FOLDER, and
# look at what they provide and require.
#
# SPDX-License-Identifier: MIT
#
# With Debian's rpm, where no package of Fedora is installed: --nodeps, and what Fedora's macros
# would define is defined here.  It shows that the spec is right and the generator works; it
# takes a Fedora to show that its compiler and its names of packages do.
set -eu
tarball=$1 folder=$2
name=$(basename "$tarball" .tar.xz)

mkdir -p "$folder/SOURCES" "$folder/fileattrs"
cp "$tarball" "$folder/SOURCES"
tar -xOf "$tarball" "$name/docs/packaging/rpm/twatfs.spec" >"$folder/twatfs.spec"
# An rpm before 4.20 knows no _local_file_attrs, and finds ours where it finds all others.
cp "$(rpm --eval '%{_fileattrsdir}')"/*.attr "$folder/fileattrs"
tar -xOf "$tarball" "$name/docs/packaging/rpm/twatfs.attr" >"$folder/fileattrs/twatfs.attr"
rpmbuild -bb --nodeps --define "_topdir $folder" --define 'optflags -O0 -g' \
    --define 'python3_sitelib /usr/lib/python3/site-packages' --define 'debug_package %{nil}' \
    --define "_fileattrsdir $folder/fileattrs" \
    --define "_smp_mflags -j$(nproc)" "$folder/twatfs.spec"

fail() {
    echo "FAIL: $*"
    exit 1
}

has() { # PACKAGE provides|requires|recommends|enhances DEPENDENCY
    rpm -qp "--$2" "$folder"/RPMS/*/"$1"-[0-9]*.rpm | grep -qxF "$3" ||
        fail "$1: $2 no $3: $(rpm -qp "--$2" "$folder"/RPMS/*/"$1"-[0-9]*.rpm)"
}
for rpm in "$folder"/RPMS/*/twatfs-provider-*.rpm; do
    package=$(rpm -qp --qf '%{NAME}' "$rpm")
    provider=${package#twatfs-provider-}
    version=$(rpm -qp --qf '%{VERSION}' "$rpm")
    has "$package" provides "twatfs-provider($provider) = $version"
    has "$package" provides twatfs-provider
    has "$package" requires 'twatfs-provider-abi(1)'
    has "$package" enhances twatfs
    # Who installs twatfs would get every host that supplements it.
    [ -z "$(rpm -qp --supplements "$rpm")" ] || fail "$package: installed with whatever it supplements"
done
has libtwatfs provides 'twatfs-provider-abi(1)'
[ "$(rpm -qp --recommends "$folder"/RPMS/*/*.rpm | grep twatfs)" = twatfs-provider-catbox ] ||
    fail "recommended: $(rpm -qp --recommends "$folder"/RPMS/*/*.rpm)"
has libtwatfs recommends twatfs-provider-catbox
if rpm -qp --requires "$folder"/RPMS/*/twatfs-[0-9]*.rpm | grep -F 'twatfs-provider-abi'; then
    fail "the program is no provider"
fi
echo "$(find "$folder/RPMS" -name '*.rpm' | wc -l) packages"
