#!/bin/sh
# haste with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

drive_file=$here/notes.txt
seq 1 300 >"$drive_file"
drive haste haste
