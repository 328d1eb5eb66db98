#!/bin/sh
# A provider is loaded for its set-up only at a terminal or with --ask, and only one that says in
# its manifest that it can guide; a set-up without answers ends.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

GUIDED_MARK=$here/mark
export GUIDED_MARK
modules="--plugin-dir $build/tests/modules"
# shellcheck disable=SC2086 # two words
run setup $modules provider guided </dev/null
expect_status 4
expect_out '^guided: needs configuration'
expect_out 'twatfs setup --ask provider guided'
[ ! -e "$here/mark" ] || fail "it was asked"
# shellcheck disable=SC2086
run setup $modules --ask provider guided </dev/null
expect_status 5
expect_silence
expect_err 'guided: no answer'
[ -e "$here/mark" ] || fail "it was not asked"
# shellcheck disable=SC2086
run setup $modules --ask provider good </dev/null
expect_status 4
expect_error_line 'good: has no guided set-up'
run setup --ask all
expect_status 2
expect_err 'takes "provider NAME"'

# Outside of its set-up nobody answers.
GUIDED_NAME=a GUIDED_TOKEN=tell-nobody
export GUIDED_NAME GUIDED_TOKEN
# shellcheck disable=SC2086
run upload $modules --no-check -p guided "$file"
expect_status 0
expect_out '^https://guided.example/x$'
