#!/bin/sh
# A file that is written to while it is sent: exit 3, no link, no other provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain catbox -- --fault 'plain/upload=slow,bytes-per-second=20000000'
make_file "$here/big.txt" 60000000
TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
TWATFS_ONCE_URL=$plain
export TWATFS_ONCE_URL
start upload -p once,catbox "$here/big.txt"
until_open big.txt
sleep 0.2
echo more >>"$here/big.txt"
finished
expect_status 3
expect_silence
expect_error_line 'big.txt: the file changed'
