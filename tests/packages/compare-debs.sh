#!/bin/bash
# compare-debs.sh TARBALL FOLDER: build the packages again, elsewhere, in another time zone,
# language and umask, and one after the other: they have to be those in FOLDER, byte by byte.
#
# SPDX-License-Identifier: MIT
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
tarball=$1 folder=$2 count=0 others=0
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT

umask 027
TZ=Pacific/Kiritimati LC_ALL=C DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=4" \
    "$tests/build-debs.sh" "$tarball" "$again/a-longer-name" >"$again/log" 2>&1 ||
    { tail -n 50 "$again/log"; exit 1; }

# What is in it: each file's sum, its sections' where it has such, and all that tar says of it.
contents() { # PACKAGE FOLDER
    mkdir -p "$2/tree"
    dpkg-deb -R "$1" "$2/tree"
    dpkg-deb --fsys-tarfile "$1" | tar -tv --full-time -f - >"$2/list"
    (
        cd "$2/tree"
        find . -type f -exec sha256sum {} +
        find . -name '*.so*' -type f | while read -r object; do
            echo "$object:"
            objdump -h "$object" | awk '$1 ~ /^[0-9]+$/ { print $2 }' | while read -r section; do
                echo "  $section $(objdump -s -j "$section" "$object" | sha256sum)"
            done
        done
    ) >"$2/sums"
}
tell_difference() { # ONE OTHER
    contents "$1" "$again/one"
    contents "$2" "$again/other"
    diff "$again/one/list" "$again/other/list" || :
    diff "$again/one/sums" "$again/other/sums" || :
    rm -rf "$again/one" "$again/other"
}

for package in "$folder"/*.deb; do
    other=$again/a-longer-name/${package##*/}
    cmp "$package" "$other" || { others=$((others + 1)) && tell_difference "$package" "$other"; }
    count=$((count + 1))
done
echo "$((count - others)) of $count packages are the same"
[ "$count" -gt 0 ] && [ "$others" -eq 0 ]
