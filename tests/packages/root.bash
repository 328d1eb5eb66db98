# root.bash: a new Debian in a folder, for the tests that source this; $root is the folder, and
# $work one for anything else.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# It is of the release that runs here and from where apt gets it; its programs are run with
# chroot, so that nothing has to be mounted but for what asks for it.
[ "$(id -u)" = 0 ] || { echo "SKIP: a new root: only root can make one"; exit 77; }
work=$(mktemp -d)
root=$work/root
variables=() # for what runs inside

fail() {
    echo "FAIL: $*"
    exit 1
}

# new_root FOLDER PACKAGE,...: with these packages, of Debian's and of those in FOLDER.
new_root() {
    local release
    # shellcheck disable=SC2016 # apt-get replaces it
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' >"$work/sources"
    [ -s "$work/sources" ] || { echo "SKIP: a new root: apt knows no Debian mirror"; exit 77; }
    release=$(sed -n '1s/^deb [^ ]* \([^ ]*\).*/\1/p' "$work/sources")
    mkdir "$work/pool"
    cp "$1"/*.deb "$work/pool"
    (cd "$work/pool" && dpkg-scanpackages --multiversion . >Packages 2>/dev/null)
    echo "deb [trusted=yes] copy:$work/pool ./" >>"$work/sources"
    chmod 755 "$work" # apt fetches as a user of its own
    mmdebstrap --variant=apt --include="$2" "$release" "$root" "$work/sources"
}

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        "${variables[@]}" chroot "$root" "$@"
}

# With a /proc that nobody else sees, and that goes with the command; false where none may be had.
inside_with_proc() {
    # shellcheck disable=SC2016 # for the inner shell
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        "${variables[@]}" unshare --mount sh -c \
        'root=$1; shift; mount -t proc proc "$root/proc" && exec chroot "$root" "$@"' sh "$root" "$@"
}

# The names that `twatfs providers` lists.
listed() {
    inside twatfs providers --json |
        python3 -c 'import json, sys; print(*sorted(p["name"] for p in json.load(sys.stdin)["providers"]))'
}
