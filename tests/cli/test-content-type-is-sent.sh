#!/bin/sh
# The MIME type is told from the name, or what --content-type says.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 "$file"
grep -q '"content_type": *"text/plain"' "$here/hosts.log" || fail "not text/plain"
run upload -p www0x0 --content-type application/x-own "$file"
grep -q '"content_type": *"application/x-own"' "$here/hosts.log" || fail "not application/x-own"
