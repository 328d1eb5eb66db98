# webdav.sh: Apache and nginx for the tests of webdav; sourced after functions.sh.
#
# SPDX-License-Identifier: MIT
#
# Both end with the test, however that ends.  What is stored is looked at on the disk.
. "$source/tests/servers/hold.sh"

# start_apache, start_nginx_dav: $APACHE_URL or $NGINX_URL, and its $data; $requests is its log.
start_webdav() { # SCRIPT
    # Started by root, Apache serves as another user.
    chmod 711 "$here"
    hold "$here/webdav"
    server "$1" 0 "$here/webdav"
    data=$here/webdav/data
    requests=$here/webdav/log/access.log
    # shellcheck disable=SC1091 # written by the script
    . "$here/webdav/env"
}
start_apache() { start_webdav start-apache.sh; }
start_nginx_dav() { start_webdav start-nginx-dav.sh; }

# folder URL: it is the one that twatfs uses.
folder() {
    TWATFS_WEBDAV_URL=$1
    export TWATFS_WEBDAV_URL
}

# expect_stored PATH FILE: below $data it has these bytes.
expect_stored() {
    cmp -s "$data/$1" "$2" || fail "$1 is not $2"
}

# expect_logged METHOD PATH STATUS: there was such a request; its path is an extended regular expression.
expect_logged() {
    until_true grep -Eq "^$1 $2 $3 " "$requests"
}
