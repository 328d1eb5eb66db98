#!/bin/sh
# Every module file that fuzzing began with is read or refused, and nothing breaks.
#
# SPDX-License-Identifier: MIT
exec fuzz/fuzz-note "${srcdir:-.}/fuzz/corpus/note"
