#!/bin/sh
# What is wrong with a command line is told without the values in it, which may be secrets.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

refused() { # REGEX ARGUMENT...
    message=$1
    shift
    check "$@"
    expect_status 2
    expect_silence
    expect_error_line "^twatfs-provider-check: $message; see "
    expect_no_err 's3cr3t'
}
refused '--sets: unknown option' --sets=EXAMPLE_TOKEN=s3cr3t a.so
refused '-z: unknown option' -zs3cr3t a.so
refused '-z: unknown option' --set EXAMPLE_TOKEN=s3cr3t -zv a.so
refused '--tap: takes no value' --tap=s3cr3t a.so
refused '--verbose: takes no value' --verbose=s3cr3t a.so
refused '--set: need NAME=VALUE' --set s3cr3t a.so
refused '--set: need NAME=VALUE' --set==s3cr3t a.so
refused '--option: need KEY=VALUE' -o s3cr3t a.so
refused '--option: need KEY=VALUE' --option==s3cr3t a.so
refused 'EXAMPLE_TOKEN: one file at a time' a.so EXAMPLE_TOKEN=s3cr3t
refused '-o: needs a value' --set EXAMPLE_TOKEN=s3cr3t -o
