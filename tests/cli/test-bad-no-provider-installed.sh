#!/bin/sh
# No provider at all: exit 4, and what to install.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/none"
TWATFS_PLUGIN_PATH=$here/none
run upload "$file"
expect_status 4
expect_error_line 'install'
