#!/bin/sh
# tus with a server that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

# What is sent to an address that does not serve it does not arrive there either.
drive_without=other-host
drive tus tus
