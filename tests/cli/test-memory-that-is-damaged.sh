#!/bin/sh
# A damaged file is set aside under a name with its date, with one warning, and begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
mkdir -p "${memory%/*}"
make_file "$memory" 20000
run upload -p catbox "$file" "$file"
expect_status 0
expect_error_line 'warning: memory: .*state\.db: damaged: set aside as .*state\.db\.damaged-[0-9]{8}T[0-9]{6}Z, and begun anew'
run history
expect_out '^2 '
cmp -s "$memory".damaged-*Z "$here/none" || [ -s "$(echo "$memory".damaged-*Z)" ] || fail "it is gone"
