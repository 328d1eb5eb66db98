#!/bin/sh
# A certificate that nobody we trust has signed is no host; that is not tried again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --tls "$here"
run upload -p catbox "$file"
expect_status 5
expect_silence
expect_error_line 'certificate'
expect_no_err 'trying again'
