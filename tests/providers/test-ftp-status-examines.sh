#!/bin/sh
# `providers status -v` logs in and says what is there; --online uploads, proves and deletes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
run providers status -v ftp
expect_status 0
expect_err '127\.0\.0\.1: logged in; /shelf/: is there'
run providers status --online ftp
expect_status 0
expect_out '^ftp +works'
expect_shelf
