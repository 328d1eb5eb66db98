#!/bin/sh
# Every module file that fuzzing the checker began with is read or refused, and nothing breaks.
#
# SPDX-License-Identifier: MIT
exec fuzz/fuzz-object "${srcdir:-.}/fuzz/corpus/object"
