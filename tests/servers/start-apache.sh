#!/bin/bash
# start-apache.sh: Apache with WebDAV folders on this machine, for tests.
#
# SPDX-License-Identifier: MIT
#
# usage: start-apache.sh PORT STATE-FOLDER
#
# PORT 0 chooses a free one.  What is stored is below STATE-FOLDER/data, one folder for each of
#
#   /open/     anyone may do anything
#   /private/  nothing without "ann" and "open sesame"
#   /public/   anyone may read, she may write
#   /digest/   as /private/, with a password that is never sent
#   /small/    as /open/, for files of at most 1000000 bytes
#
# log/access.log has a line a request: method, path, status, bytes of its body.  The env file has
# APACHE_URL.  Started by root, Apache serves as www-data, who has to get at STATE-FOLDER.  stop.sh
# STATE-FOLDER ends it.
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

usage='usage: start-apache.sh PORT STATE-FOLDER'
wanted=${1:?$usage} folder=${2:?$usage}
modules=/usr/lib/apache2/modules

need_programs apache apache2 curl openssl
[ -e $modules/mod_dav_fs.so ] || skip "$modules/mod_dav_fs.so is missing: run install.sh apache"
open_state "$folder"
mkdir -p "$state/data"/{open,private,public,digest,small} "$state/locks"
printf 'ann:%s\n' "$(openssl passwd -apr1 'open sesame')" >"$state/users"
printf 'ann:files:%s\n' "$(printf 'ann:files:open sesame' | md5sum | cut -d ' ' -f 1)" >"$state/digests"

configure() { # PORT
    local module
    {
        for module in mpm_event authn_core authn_file auth_basic auth_digest authz_core authz_user dav \
            dav_fs dav_lock; do
            echo "LoadModule ${module}_module $modules/mod_$module.so"
        done
        [ "$(id -u)" != 0 ] || printf 'User www-data\nGroup www-data\n'
        cat <<END
ServerRoot $state
ServerName 127.0.0.1
Listen 127.0.0.1:$1
PidFile $state/apache.pid
Mutex sem
ErrorLog $state/log/error.log
LogFormat "%m %U %>s %I" requests
CustomLog $state/log/access.log requests
DocumentRoot $state/data
DavLockDB $state/locks/db
StartServers 1
<Directory $state/data>
    Require all granted
    Dav On
</Directory>
<Location /private/>
    AuthType Basic
    AuthName files
    AuthUserFile $state/users
    Require valid-user
</Location>
<Location /public/>
    AuthType Basic
    AuthName files
    AuthUserFile $state/users
    <LimitExcept GET HEAD>
        Require valid-user
    </LimitExcept>
</Location>
<Location /digest/>
    AuthType Digest
    AuthName files
    AuthUserFile $state/digests
    Require valid-user
</Location>
<Location /small/>
    LimitRequestBody 1000000
</Location>
END
    } >"$state/apache.conf"
}

ready() { # PORT
    curl -fs -m 2 --noproxy '*' -o "$state/log/ready" -X PROPFIND -H 'Depth: 0' "http://127.0.0.1:$1/open/"
}

start() { # PORT
    rm -f "$state/pids" "$state/log/error.log"
    configure "$1"
    [ "$(id -u)" != 0 ] || chown -R www-data: "$state/data" "$state/locks"
    launch apache apache2 -f "$state/apache.conf" -DFOREGROUND
    wait_for 20 ready "$1" || return 1
    record_children "$(cut -d ' ' -f 1 "$state/pids")" apache-worker
    echo "APACHE_URL=http://127.0.0.1:$1" >"$state/env"
}

start_on_ports "$wanted" 1 start
cat "$state/env"
