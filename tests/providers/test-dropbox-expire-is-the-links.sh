#!/bin/sh
# --expire is that of the link; a link that is there already has to have it, and an account that has
# no such links refuses.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox dropbox-plus
run upload -p dropbox --expire 1d "$file"
expect_status 5
expect_err "the account's plan has no links that expire: leave out --expire \(settings_error/not_authorized\)"

point dropbox "$dropbox_plus"
run upload --json -p dropbox --expire 1d "$file"
expect_status 0
expect_expiry 86400
# An attempt whose answer was lost, say: found again, and its own expiry is told.
run upload --json -p dropbox --expire 1d "$file"
expect_status 0
expect_expiry 86400
expect_asked 1 'route == "sharing/list_shared_links"'
run upload --json -p dropbox --expire 7d "$file"
expect_status 5
expect_err 'a link already, with another expiry: --unique'
run upload --json -p dropbox --expire 7d --unique "$file"
expect_status 0
expect_expiry 604800
# Without a wish the link is taken as it is.
run upload --json -p dropbox "$file"
expect_status 0
expect_expiry 86400
