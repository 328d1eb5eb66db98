#!/bin/bash
# lint-debs.sh FOLDER BUILD-LOG: what lintian and blhc say of the Debian packages in FOLDER.
#
# SPDX-License-Identifier: MIT
#
# No error and no warning that is not explained in debian/source/lintian-overrides, and a build
# that heard all of dpkg-buildflags.  One tag is left out: a first upload closes a bug (the
# intent to package), which whoever uploads has.  PIE is the compiler's own default in Debian,
# so that no flag asks for it: lintian looks at what came out.
set -eu
cd "$1"
lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs \
    ./*.changes
blhc --bindnow "$2"
