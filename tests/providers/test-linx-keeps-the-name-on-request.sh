#!/bin/sh
# keep_name leaves the name to the host, which never replaces.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx
cp "$file" "$here/My Photo.TXT"
run upload --unique -p linx -o linx.keep_name=yes "$here/My Photo.TXT" "$here/My Photo.TXT"
expect_status 0
expect_out "^$linx/selif/myphoto\.txt$"
expect_out "^$linx/selif/myphoto1\.txt$"
expect_part linx PUT Linx-Randomize None
run upload -p linx -o linx.keep_name=no "$file"
expect_part linx PUT Linx-Randomize yes
run upload -p linx -o linx.keep_name=maybe "$file"
expect_status 5
expect_err 'keep_name: maybe: is neither yes nor no'
