#!/bin/sh
# Mistakes on the command line: one line, exit 2, nothing done.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for arguments in "--chekc=full $file" "--check=maybe $file" "--retries=many $file" "--timeout=soon $file" \
    "--expire=0 $file" "-o nonsense $file" "--name x $file $file" "-" "frobnicate" "- -"; do
    case $arguments in
    frobnicate) run $arguments ;;
    -) run upload ;;
    *) run upload $arguments ;;
    esac </dev/null
    expect_status 2
    expect_silence
    [ "$(wc -l <"$here/err")" -le 2 ] || fail "$arguments: more than two lines"
done
