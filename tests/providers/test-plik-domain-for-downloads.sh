#!/bin/sh
# An instance may serve its files under another domain, and nowhere else.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PLIK_TOKEN=a3f1c2d4-55b6-4e87-9c01-2d3e4f5a6b7c
export PLIK_TOKEN
start_hosts plik-private
point plik "$plik_private"
run upload --check=full -p plik "$file"
expect_status 0
expect_out "^http://localhost:${plik_private##*:}/file/"
