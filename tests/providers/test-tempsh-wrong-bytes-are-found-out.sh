#!/bin/sh
# What the POST serves is another file: also when only its length is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh litterbox -- --fault 'tempsh/download=corrupt;short=1;short=1;status=404*'
run upload -p tempsh,litterbox "$file"
expect_status 0
expect_err 'tempsh: check: the link serves other bytes'
run upload -p tempsh,litterbox "$file"
expect_err 'tempsh: check: the link serves 1020 bytes, the file has 1021'
run upload --check head -p tempsh,litterbox "$file"
expect_err 'tempsh: check: the link serves 1020 bytes, the file has 1021'
run upload --retries 1 -p tempsh,litterbox "$file"
expect_status 0
expect_err 'tempsh: check: the link answers with HTTP 404: trying again'
