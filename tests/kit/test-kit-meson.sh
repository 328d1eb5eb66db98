#!/bin/sh
# The template builds with Meson against an installation, uploads, and installs.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

need meson ninja
prepare_template
quietly meson setup --prefix "$prefix" --werror build
# The machine may be slow; what hangs is found by who runs this.
quietly meson test -C build --timeout-multiplier 20
quietly meson install -C build
expect_installed_module
