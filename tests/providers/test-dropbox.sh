#!/bin/sh
# dropbox with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

DROPBOX_ACCESS_TOKEN=sl.access-of-tests
export DROPBOX_ACCESS_TOKEN

# Not those about a link.
uploads() {
    grep "\"host\": *\"$1\"" "$here/hosts.log" | grep -c '"/2/files/upload"' || :
}

drive dropbox dropbox
