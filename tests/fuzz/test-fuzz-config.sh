#!/bin/sh
# Every configuration that fuzzing began with is read or refused, and nothing breaks.
#
# SPDX-License-Identifier: MIT
exec fuzz/fuzz-config "${srcdir:-.}/fuzz/corpus/config"
