#!/bin/bash
# stranger.sh FOLDER: package two providers in a new Debian that has but the packages in FOLDER and
# what dh_twatfs(1) says is needed, and install them: one of a stranger's own making, and the
# template that libtwatfs-dev has, as it is there.
#
# SPDX-License-Identifier: MIT
set -eu
folder=$1 strange=$(cd "$(dirname "$0")/strange" && pwd)
page=$(cd "$(dirname "$0")/../../docs/packaging/debhelper" && pwd)/dh_twatfs
# shellcheck source-path=SCRIPTDIR source=root.bash
. "$(dirname "$0")/root.bash"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

control=$(sed -n '/^    Source: /,/^     \${twatfs:Description}$/{s/^    //; p}' "$page")
# Names alone, for apt.
needed=$(echo "$control" | sed -n '/^Build-Depends:/,/^$/p' | tr -d '\n' |
    sed 's/^Build-Depends: *//; s/([^)]*)//g; s/<[^>]*>//g; s/ //g')
new_root "$folder" "build-essential,$needed"
[ -z "$(listed)" ] || fail "there is $(listed)"
cp -R "$strange" "$root/root/strange-1.0"
inside sh -c 'cd /root/strange-1.0 && dpkg-buildpackage -b -us -uc'
inside sh -c 'dpkg --install /root/uploads-to-strange_1.0_*.deb'
[ "$(listed)" = strange ] || fail "the package brings no provider: $(listed)"
inside apt-get -s remove libtwatfs0 | grep -q '^Remv uploads-to-strange ' || fail "it needs nothing that loads it"

examples=/usr/share/doc/libtwatfs-dev/examples
packed=$(find "$root$examples" -name '*.gz')
[ -z "$packed" ] || fail "packed: $packed"
project=/root/twatfs-provider-example-1.0
inside cp -R "$examples/template" "$project"
mkdir "$root$project/debian"
echo "$control" >"$root$project/debian/control"
sed 's/^strange /twatfs-provider-example /' "$strange/debian/changelog" >"$root$project/debian/changelog"
printf '#!/usr/bin/make -f\n%%:\n\tdh $@\n' >"$root$project/debian/rules"
chmod +x "$root$project/debian/rules"
if inside_with_proc true; then
    inside_with_proc sh -c "cd $project && dpkg-buildpackage -b -us -uc"
    grep -qx ok "$root$project/test.sh.log" || fail "its test did not run"
else
    echo "the template's own test is left out: it needs /proc, which may not be mounted here"
    variables+=(DEB_BUILD_OPTIONS=nocheck)
    inside sh -c "cd $project && dpkg-buildpackage -b -us -uc"
fi
inside make -C "$project" dist
inside sh -c 'dpkg --install /root/twatfs-provider-example_1.0_*.deb'
[ "$(listed)" = "example strange" ] || fail "the template's package brings no provider: $(listed)"
