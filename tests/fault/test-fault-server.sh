#!/bin/sh
# The stand-ins do what they are told: they have tests of their own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

PYTHONDONTWRITEBYTECODE=1 "$python" "$source/tests/fault/selftest.py" 2>"$here/err" ||
    fail "selftest.py"
