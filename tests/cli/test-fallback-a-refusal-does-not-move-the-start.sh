#!/bin/sh
# A host that refused one file is asked again for the next.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=413'
make_file "$here/b.txt"
run upload -p catbox,litterbox "$file" "$here/b.txt"
expect_status 0
expect_requests catbox POST 2
