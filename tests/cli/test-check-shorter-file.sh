#!/bin/sh
# A link that serves a shorter file is a failed provider, without a second download.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/download=short=1*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: check: the link serves 1020 bytes, the file has 1021'
expect_requests catbox GET 1
