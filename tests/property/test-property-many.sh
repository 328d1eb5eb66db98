#!/bin/sh
# Whatever options, files, faults and interruptions are: one record for each file, links that serve its
# bytes, a status that follows from them, and nothing left behind.
#
# SPDX-License-Identifier: MIT
#
# SEED and FIRST, which a failure tells, have it again; ROUNDS is for long runs by hand.
. ./functions.sh

TWATFS_DISABLE=
export TWATFS_DISABLE
"$python" "$source/tests/property/many.py" "$twatfs" "${ROUNDS:-8}" \
    "${SEED:-$("$python" -c 'import random; print(random.randrange(1000000))')}" 9>&-
