#!/bin/sh
# A Location may be relative in every way there is; one that is no address, or leads away from
# https, is refused.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus tus-plain tus-private -- --fault 'tus-plain/download=ok*'
point tus "$tus_private"
TUS_TOKEN=Xq7-token-of-ann run upload -p tus "$file" # "ID"
expect_status 0
expect_out "^$tus_private/files/[a-z0-9]+$"
point tus "$tus_plain"
TWATFS_TUS_PUBLIC_URL=$tus_plain/shown run upload -p tus "$file" # "/files/ID"
expect_status 0
expect_out "^$tus_plain/shown/[a-z0-9]+$"
expect_serves "$(cat "$here/out")" "$file"
