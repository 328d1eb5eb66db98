#!/bin/sh
# What the file alone tells: each fault is named, with its cure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

expect_fault exports-more 'exports: unruly_more: .*-fvisibility=hidden'
expect_fault lazy 'bound when loaded: .*-z,now'
expect_fault no-relro 'read-only after relocation: .*-z,relro'
expect_fault writes-to-code 'no text relocations: .*-fPIC'
expect_fault executable-stack 'no executable stack: .*-z,noexecstack'
expect_fault writable-code 'no writable code: '
expect_fault run-path 'no foreign run path: /opt/elsewhere: '
expect_fault has-openssl 'no second libcurl or OpenSSL: SSL_new: '
expect_fault has-libcurl 'no second libcurl or OpenSSL: libcurl/7\.88\.1: '
expect_fault needs-absent 'needed libraries: libtwatfs-test-absent\.so\.1: not found: install'
