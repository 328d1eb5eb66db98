#!/bin/sh
# A remote path that is no UTF-8, or holds control characters, is a mistake and sent nowhere.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local --remote-path "$(printf 'a\nb')" "$file"
expect_status 2
expect_error_line 'control character'
run upload -p local --remote-path "$(printf 'a\302\2331mb')" "$file"
expect_status 2
expect_error_line 'control character'
run upload -p local --remote-path "$(printf 'a\377')" "$file"
expect_status 2
expect_error_line 'UTF-8'
