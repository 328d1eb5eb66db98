#!/bin/sh
# What a plan says can be read after its context was freed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# What is freed does not keep its bytes by chance.
MALLOC_PERTURB_=165
export MALLOC_PERTURB_
client plan
expect_status 0
