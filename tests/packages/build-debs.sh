#!/bin/bash
# build-debs.sh TARBALL FOLDER: build the Debian packages from a dist tarball, into FOLDER.
#
# SPDX-License-Identifier: MIT
#
# Every test has run before, or runs elsewhere: DEB_BUILD_OPTIONS says nocheck unless it is set.
set -eu
tarball=$1 folder=$2
name=$(basename "$tarball" .tar.xz)
version=${name#twatfs-}
export DEB_BUILD_OPTIONS=${DEB_BUILD_OPTIONS-"nocheck noautodbgsym parallel=$(nproc)"}

mkdir -p "$folder"
cp "$tarball" "$folder/twatfs_$version.orig.tar.xz"
tar -C "$folder" -xf "$tarball"
cd "$folder/$name"
cp -R docs/packaging/debian debian
rm debian/control.in
dpkg-buildpackage -us -uc
