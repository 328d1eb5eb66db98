#!/bin/sh
# The template builds with CMake against an installation, uploads, and installs.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

need cmake
prepare_template
quietly cmake -B build -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_C_FLAGS=-Werror
quietly cmake --build build
(cd build && quietly ctest --no-tests=error)
quietly cmake --install build
expect_installed_module
