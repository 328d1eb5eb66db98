#!/bin/sh
# On a wide terminal there is a line for all files and one for each, and none wraps.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

expect_lines 200
