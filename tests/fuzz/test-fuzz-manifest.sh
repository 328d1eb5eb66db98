#!/bin/sh
# Every manifest that fuzzing began with is read or refused, and nothing breaks.
#
# SPDX-License-Identifier: MIT
exec fuzz/fuzz-manifest "${srcdir:-.}/fuzz/corpus/manifest"
