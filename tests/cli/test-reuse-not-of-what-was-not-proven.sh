#!/bin/sh
# A link of which only the length was seen is not used where its bytes are to be proven.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --reuse --no-check -p catbox "$file"
run upload --reuse --check=head -p catbox "$file"
expect_requests catbox POST 2
run upload --reuse --check=head -p catbox "$file"
expect_requests catbox POST 2
run upload --reuse -p catbox "$file"
expect_requests catbox POST 3
run upload --reuse -p catbox "$file"
expect_requests catbox POST 3
