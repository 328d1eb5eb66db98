#!/bin/bash
# compare-debs.sh TARBALL FOLDER: build the packages again, elsewhere, in another time zone,
# language and umask, and one after the other: they have to be those in FOLDER, byte by byte.
#
# SPDX-License-Identifier: MIT
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
tarball=$1 folder=$2 count=0
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT

umask 027
TZ=Pacific/Kiritimati LC_ALL=C DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=4" \
    "$tests/build-debs.sh" "$tarball" "$again/a-longer-name" >"$again/log" 2>&1 ||
    { tail -n 50 "$again/log"; exit 1; }
for package in "$folder"/*.deb; do
    cmp "$package" "$again/a-longer-name/${package##*/}"
    count=$((count + 1))
done
echo "$count packages are the same"
[ "$count" -gt 0 ]
