#!/bin/sh
# Ctrl-C while the last files are under way changes nothing but a line.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=2*'
make_files 2
start upload -p transfersh -j 2 "$here"/files/[12].txt
until_open .txt
sleep 0.5
interrupt INT
expect_status 0
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
expect_error_line 'interrupted: 2 running files finish'
