#!/bin/sh
# A program sees the providers, their states and manifests.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

client providers
expect_status 0
