#!/bin/sh
# Every answer that fuzzing began with is read or refused, and nothing breaks.
#
# SPDX-License-Identifier: MIT
exec fuzz/fuzz-answer "${srcdir:-.}/fuzz/corpus/answer"
