#!/bin/bash
# install.sh: what the tests against real servers need.
#
# SPDX-License-Identifier: MIT
#
# usage: install.sh [COMPONENT...]      all of them when none is named
#
#   apache       Apache with WebDAV
#   clients      awscli, curl, python3-boto3
#   ftp          vsftpd, python3-pyftpdlib
#   nginx        nginx-light
#   nginx-dav    nginx with all of WebDAV
#   sshd         openssh-server
#   swift        OpenStack Swift as Debian 12 has it (2.30), memcached
#   swift-2.35   Debian 13's Swift, unpacked over the former into SWIFT_OVERLAY [/opt/swift-2.35]
#   tus          @tus/server and node, into TUS_MODULES [/opt/twatfs-tus]
#
# Only root can install; for others it says what is missing, with exit status 77.  No server is
# started.  Debian 13's packages are fetched from the mirror that apt already uses, checked against
# Debian's own keys, and not installed: neither apt's sources nor dpkg's database change.
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

export DEBIAN_FRONTEND=noninteractive
overlay=${SWIFT_OVERLAY:-/opt/swift-2.35}
work=$(mktemp -d)
policy=/usr/sbin/policy-rc.d policy_is_ours=no

finish() {
    rm -rf "$work"
    [ $policy_is_ours = no ] || rm -f $policy
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

# Packages start their servers unless this script forbids it (invoke-rc.d(8)).
forbid_starting() {
    [ ! -e $policy ] || return 0
    policy_is_ours=yes
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
}

install_packages() { # PACKAGE...
    local missing=() package
    for package; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || skip "${missing[*]}: not installed, and only root can"
    forbid_starting
    apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${missing[@]}"
}

# Where this machine gets Debian from.
debian_mirror() {
    # shellcheck disable=SC2016 # apt-get replaces it
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' |
        head -n 1
}

# apt-get with sources and lists of its own.
apt_get_13() {
    apt-get -q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$work/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
        -o APT::Sandbox::User=root -o APT::Update::Post-Invoke-Success::=true \
        -o Acquire::Languages=none "$@"
}

unpack_swift() {
    local mirror package
    [ ! -d "$overlay/usr/lib/python3/dist-packages/swift" ] || return 0
    [ "$(id -u)" = 0 ] || skip "$overlay: not there, and only root can make it"
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || skip "apt knows no Debian mirror"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/root"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" \
        >"$work/sources.list"
    apt_get_13 update
    (cd "$work/packages" && apt_get_13 download python3-swift libisal2)
    for package in "$work"/packages/*.deb; do
        dpkg-deb -x "$package" "$work/root"
    done
    mkdir -p "$(dirname "$overlay")"
    chmod 755 "$work/root"
    mv -T "$work/root" "$overlay"
}

# The last ones that belong together and run with Debian 12's node.
install_tus() {
    local modules=${TUS_MODULES:-/opt/twatfs-tus}
    [ ! -d "$modules/node_modules/@tus/file-store" ] || return 0
    [ "$(id -u)" = 0 ] || skip "$modules: not there, and only root can make it"
    command -v npm >/dev/null || install_packages nodejs npm
    install_packages curl
    mkdir -p "$work/tus"
    (cd "$work/tus" && npm install --no-audit --no-fund @tus/server@1.10.2 @tus/file-store@1.5.1)
    chmod -R a+rX "$work/tus"
    mv -T "$work/tus" "$modules"
}

components="apache clients ftp nginx nginx-dav sshd swift swift-2.35 tus"
# shellcheck disable=SC2086 # a word each
[ $# -gt 0 ] || set -- $components
for component; do
    case $component in
    apache) install_packages apache2 curl openssl ;;
    clients) install_packages awscli curl python3-boto3 ;;
    ftp) install_packages vsftpd python3-pyftpdlib python3-openssl openssl ;;
    nginx) install_packages nginx-light curl ;;
    nginx-dav) install_packages nginx-light libnginx-mod-http-dav-ext curl openssl ;;
    sshd) install_packages openssh-server openssh-client ;;
    swift) install_packages python3-swift memcached curl openssl ;;
    swift-2.35)
        install_packages python3-swift memcached curl openssl
        unpack_swift
        ;;
    tus) install_tus ;;
    *) die "$component: no such component: $components" ;;
    esac
done
