#!/bin/sh
# What is about a file that is there already is tried again without sending it once more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox -- --fault 'dropbox/complete=status=500;reset;ok' --fault 'dropbox/manage=status=503;reset;ok' \
    --fault 'dropbox/create=status=503;ok'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $pieces "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$append"
