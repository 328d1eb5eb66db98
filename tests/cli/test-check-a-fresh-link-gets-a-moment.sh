#!/bin/sh
# A link that is not there at once is looked at again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=status=404;status=503;ok'
run upload -p catbox "$file"
expect_status 0
expect_requests catbox POST 1
expect_requests catbox GET 3
