#!/bin/sh
# x0at with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

drive x0at x0at
