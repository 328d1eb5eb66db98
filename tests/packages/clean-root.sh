#!/bin/bash
# clean-root.sh FOLDER: install some of the packages in FOLDER into a new Debian, upload with
# them, remove them.
#
# SPDX-License-Identifier: MIT
#
# The host that is uploaded to is a stand-in of tests/fault.
set -eu
fault=$(cd "$(dirname "$0")/../fault" && pwd)
folder=$1
server=
# shellcheck source-path=SCRIPTDIR source=root.bash
. "$(dirname "$0")/root.bash"

finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || :
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

new_root "$folder" twatfs,twatfs-provider-catbox,twatfs-provider-local,python3-twatfs

[ "$(listed)" = "catbox local" ] || fail "installed: $(listed)"

mkfifo "$work/leash"
python3 "$fault/server.py" --ready "$work/hosts" --log "$work/hosts.log" --host catbox <"$work/leash" &
server=$!
exec 9>"$work/leash"
until [ -e "$work/hosts" ]; do
    kill -0 "$server" || fail "no stand-in"
    sleep 0.1
done
catbox=$(sed -n 's/^catbox //p' "$work/hosts")

variables=("TWATFS_CATBOX_URL=$catbox/user/api.php" TWATFS_LOCAL_DIR=/srv/public)
mkdir "$root/srv/public"
{ echo "A file of the tests."; head -c 100000 /dev/urandom; } >"$root/root/photo.txt"
inside twatfs upload --provider catbox /root/photo.txt >"$work/link"
grep -q "^$catbox/" "$work/link" || fail "catbox: $(cat "$work/link")"
inside twatfs upload --provider local /root/photo.txt | grep -q '^file:///srv/public/' || fail "local: no link"
cmp "$root/root/photo.txt" "$root"/srv/public/photo.txt
inside python3 -c 'import twatfs; print(twatfs.upload_file("/root/photo.txt", "catbox"))' | grep -q "^$catbox/" ||
    fail "no link from Python"

# Whoever removes the loader removes what needs it.
inside apt-get -s remove libtwatfs0 | grep -q '^Remv twatfs-provider-local ' ||
    fail "twatfs-provider-local would stay without anything that loads it"

inside apt-get -q -y remove twatfs-provider-catbox
[ "$(listed)" = local ] || fail "left of catbox: $(listed)"
status=0
inside twatfs upload --provider catbox /root/photo.txt || status=$?
[ $status = 2 ] || fail "the provider that was removed: status $status"
inside twatfs upload --provider local --unique /root/photo.txt

# This one was never there, and is found as soon as it is.
cp "$work"/pool/twatfs-provider-x0at_*.deb "$root/root/x0at.deb"
inside dpkg --install /root/x0at.deb
[ "$(listed)" = "local x0at" ] || fail "x0at is not there: $(listed)"

inside apt-get -q -y purge libtwatfs0
left=$(find "$root/usr" "$root/etc" -name '*twatfs*')
[ -z "$left" ] || fail "left: $left"
echo "installed, used, removed"
