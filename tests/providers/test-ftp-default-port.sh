#!/bin/sh
# Without a port, TLS from the first byte is at 990 and AUTH TLS at 21; a link names the port where
# its scheme means another.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

# expect_link ADDRESS PORT LINK [OPTION...]: what is asked for, and what is printed.
expect_link() {
    TWATFS_FTP_URL=ftps://anna@$1/shelf/ port=$2 link=$3
    shift 3
    : >"$here/tunnel.log"
    run upload -p ftp --force "$@" "$file"
    expect_status 0
    head -n 1 "$here/tunnel.log" | grep -qx "127\.0\.0\.1:$port" || fail "asked: $(cat "$here/tunnel.log")"
    [ "$(cat "$here/out")" = "$link/shelf/photo.txt" ] || fail "the link is $(cat "$here/out")"
    run delete "$@" "$link/shelf/photo.txt"
    expect_status 0
    [ ! -e "$shelf/photo.txt" ] || fail "it is still there"
}

start_ftpd
begun_port=$ftp_port
start_ftpd implicit
start_tunnel "21=$begun_port" "990=$ftp_port" "2100=$begun_port" "2990=$ftp_port"
expect_link 127.0.0.1 21 ftp://127.0.0.1
expect_link 127.0.0.1 990 ftps://127.0.0.1 -o ftp.implicit=yes
expect_link 127.0.0.1:990 990 ftps://127.0.0.1
expect_link 127.0.0.1:2990 2990 ftps://127.0.0.1:2990 -o ftp.implicit=yes
expect_link 127.0.0.1:2100 2100 ftp://127.0.0.1:2100
