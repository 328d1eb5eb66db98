#!/bin/sh
# A program with its providers built in uploads from a root that has nothing but the program,
# the libraries it needs, and CA certificates.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

grep -q '^#define STATIC_PROVIDERS 1' "$build/config.h" ||
    skip "this build has modules: .ci/run has one without"
[ "$(id -u)" = 0 ] || skip "only root can change its root"
[ -z "$sanitizer_flags" ] || skip "a sanitizer needs /proc"
root=$here/root
"$source/docs/packaging/container-root" "$root" "$twatfs"
# Nothing came along that is neither the program, nor a library, nor the certificates.
others=$(find "$root" -type f ! -path "$root/twatfs" ! -name '*.so' ! -name '*.so.*' ! -name ca-certificates.crt)
[ -z "$others" ] || fail "there is also $others"
mkdir "$root/public"
cp "$file" "$root/photo.txt"
start_hosts catbox transfersh -- --tls "$here"
mkdir -p "$root/etc/ssl/certs"
cp "$here/ca.pem" "$root/etc/ssl/certs/ca-certificates.crt"
inside() {
    env -i PATH=/usr/sbin:/usr/bin HOME=/ TWATFS_LOCAL_DIR=/public TWATFS_CATBOX_URL="$TWATFS_CATBOX_URL" \
        TWATFS_TRANSFERSH_URL="$TWATFS_TRANSFERSH_URL" chroot "$root" /twatfs "$@" >"$here/out" 2>"$here/err" 9>&-
}

inside providers
expect_out '^catbox *ready'
inside upload -p local /photo.txt
expect_out '^file:///public/photo.txt$'
cmp "$file" "$root/public/photo.txt"
inside upload -p catbox /photo.txt # over TLS, with that certificate
expect_out "^$catbox/"
inside upload -p transfersh /photo.txt
expect_out "^$transfersh/"
inside history
expect_out catbox
