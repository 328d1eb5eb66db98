#!/bin/bash
# stranger.sh FOLDER: package a provider in a new Debian that has but the packages in FOLDER, and
# install it beside them.
#
# SPDX-License-Identifier: MIT
set -eu
folder=$1 strange=$(cd "$(dirname "$0")/strange" && pwd)
# shellcheck source-path=SCRIPTDIR source=root.bash
. "$(dirname "$0")/root.bash"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

new_root "$folder" build-essential,dh-twatfs,libtwatfs-dev,twatfs
[ -z "$(listed)" ] || fail "there is $(listed)"
cp -R "$strange" "$root/root/strange-1.0"
inside sh -c 'cd /root/strange-1.0 && dpkg-buildpackage -b -us -uc'
inside sh -c 'dpkg --install /root/uploads-to-strange_1.0_*.deb'
[ "$(listed)" = strange ] || fail "the package brings no provider: $(listed)"
inside apt-get -s remove libtwatfs0 | grep -q '^Remv uploads-to-strange ' || fail "it needs nothing that loads it"
