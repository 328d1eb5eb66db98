#!/bin/sh
# www0x0 with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

drive www0x0 0x0
