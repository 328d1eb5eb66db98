#!/bin/sh
# UTF-8 names and names of 255 bytes are uploaded as they are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
cp "$file" "$here/Grüße 日本.txt"
long=$("$python" -c 'print("n" * 251 + ".txt")')
cp "$file" "$here/$long"
run upload "$here/Grüße 日本.txt" "$here/$long"
expect_status 0
expect_serves "$(sed -n 1p "$here/out")" "$file"
expect_serves "$(sed -n 2p "$here/out")" "$file"
