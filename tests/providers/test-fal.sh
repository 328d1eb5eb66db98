#!/bin/sh
# fal with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

FAL_KEY=fal-key-id:fal-key-secret-of-tests
export FAL_KEY

# Not those for a token, and not those of the older way, which follow where the first is out.
uploads() {
    grep "\"host\": *\"$1\"" "$here/hosts.log" | grep -c '"/files/upload"' || :
}

drive fal fal
