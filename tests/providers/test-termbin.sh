#!/bin/sh
# termbin with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

drive_file=$here/notes.txt
seq 1 300 >"$drive_file"
# It knows no statuses, and its silence is tried again: there are tests for that.
drive_without='refusal rate-limit outage no-url'
drive termbin termbin
