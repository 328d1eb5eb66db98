#!/bin/sh
# -o NAME.key=value, and the same from the configuration.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox 0x0
run upload -p litterbox -o litterbox.name_length=6 "$file"
expect_status 0
[ "$(form_value litterbox fileNameLength)" = 6 ] || fail "fileNameLength"
mkdir -p "$here/.config/twatfs"
printf '[www0x0]\nsecret = no\n' >"$here/.config/twatfs/config"
run upload -p www0x0 "$file"
expect_status 0
[ "$(form_value 0x0 secret)" = None ] || fail "secret was sent"
run upload -p www0x0 -o www0x0.secret=yes "$file"
[ "$(form_value 0x0 secret)" = "" ] || fail "secret was not sent"
