#!/bin/sh
# Where HEAD is refused and ranges are not known, the answer's head tells the length and the
# body is not fetched.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=head-refused*' --fault 'catbox/download=no-range*'
run upload --check=head "$file"
expect_status 0
