#!/bin/sh
# On a narrow terminal there is a line for all files and one for each, and none wraps.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

expect_lines 40
