#!/bin/sh
# Ctrl-C while the bytes come back: nothing is printed that was not proven.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=stall,at=download,after=10,seconds=60*'
start upload -p catbox "$file"
until grep -q '"method": *"GET"' "$here/hosts.log"; do sleep 0.05; done
sleep 0.2
interrupt INT
expect_status 130
expect_silence
