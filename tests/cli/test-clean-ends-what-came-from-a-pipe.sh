#!/bin/sh
# What came from standard input and was killed cannot be gone on with, and "clean" ends it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

exec 8<"$file"
# shellcheck disable=SC2086 # the wrapper is several words
env --default-signal=INT ${TWATFS_WRAPPER-} "$twatfs" upload --no-check -p unfinished \
    -o unfinished.hang=yes --name pipe.txt - <&8 >"$here/out" 2>"$here/err" 8<&- &
pid=$!
exec 8<&-
until_begun 1
interrupt KILL

run upload --no-check -p unfinished --name pipe.txt - <"$file"
expect_status 0
expect_no_err 'goes on from'
run clean
expect_status 0
expect_out '^ended +unfinished .* standard input$'
expect_err 'abandons "begun for pipe.txt"'
[ -z "$(ls "$checkpoints")" ] || fail "a checkpoint is left"
