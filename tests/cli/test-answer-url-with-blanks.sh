#!/bin/sh
# A URL with blanks in it is none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=url=http://files.example/a b.txt'
run upload -p catbox "$file"
expect_status 5
expect_silence
