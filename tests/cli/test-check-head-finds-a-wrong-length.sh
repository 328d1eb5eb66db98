#!/bin/sh
# --check=head notices a length that is not the file's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=short=1*'
run upload --check=head -p catbox "$file"
expect_status 6
expect_err 'the link serves 1020 bytes, the file has 1021'
