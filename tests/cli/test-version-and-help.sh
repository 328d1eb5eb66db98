#!/bin/sh
# version, help and --help work everywhere and say where they belong.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run version
expect_status 0
expect_out '^twatfs [0-9]+\.[0-9]+'
expect_out 'ABI 1\.1'
run --version
expect_status 0
for arguments in --help help "help upload" "upload --help" "providers --help" "setup --help" "version --help" "clean --help" "history --help" "delete --help" "cache --help"; do
    run $arguments
    expect_status 0
    expect_out 'twatfs'
    [ ! -s "$here/err" ] || fail "$arguments: standard error"
done
run
expect_status 2
