#!/bin/sh
# When every link fails its check nothing is printed, the exit status is 6, and the link is told
# as unproven.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=corrupt*'
run upload -p catbox "$file"
expect_status 6
expect_silence
expect_err "$catbox/files/"
