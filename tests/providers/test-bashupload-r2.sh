#!/bin/sh
# bashupload with the newer server, which differs in all that it says.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

drive bashupload bashupload-r2
