#!/bin/sh
# The host allows 200 uploads an hour: the next one goes to the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tmpfilesorg litterbox
set --
for i in $(seq 201); do
    set -- "$@" "$file"
done
run upload --no-check -p tmpfilesorg,litterbox "$@"
expect_status 0
expect_requests tmpfilesorg POST 200
expect_requests litterbox POST 1
expect_err 'tmpfilesorg: takes 200 uploads in 3600 s'
