#!/bin/sh
# Blanks, percent signs and UTF-8 in a name are encoded in the link, and the link leads to the
# file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

cp "$file" "$here/50% größer #1.txt"
run upload -p local "$here/50% größer #1.txt"
expect_status 0
expect_out '/50%25%20gr%C3%B6%C3%9Fer%20%231\.txt$'
