#!/bin/sh
# webdav with a server that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

# The link is where the file was put: no answer names another.
drive_without=other-host
drive webdav webdav
