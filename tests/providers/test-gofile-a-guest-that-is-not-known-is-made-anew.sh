#!/bin/sh
# Guests do not live for ever: an upload as one of before is tried again as nobody.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts gofile -- --fault "gofile/upload=ok;$(answer 401 '{"status":"error-auth","data":{}}');ok"
make_files 2
run upload -j 1 -p gofile "$here"/files/*
expect_status 0
expect_err 'the guest is not known any more: trying again'
expect_part gofile POST Authorization None
expect_requests gofile POST 3
