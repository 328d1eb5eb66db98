#!/bin/bash
# start-nginx-dav.sh: nginx with WebDAV folders on this machine, for tests.
#
# SPDX-License-Identifier: MIT
#
# usage: start-nginx-dav.sh PORT STATE-FOLDER
#
# PORT 0 chooses a free one.  What is stored is below STATE-FOLDER/data, one folder for each of
#
#   /open/     with PROPFIND and the like, of nginx-dav-ext-module
#   /plain/    only what nginx itself knows; PUT makes the folders that are missing
#   /private/  as /open/, nothing without "ann" and "open sesame"
#   /moved/    leads to /open/
#
# log/access.log has a line a request: method, path, status, bytes of it.  The env file has
# NGINX_URL.  stop.sh STATE-FOLDER ends it.
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

usage='usage: start-nginx-dav.sh PORT STATE-FOLDER'
wanted=${1:?$usage} folder=${2:?$usage}
module=/usr/lib/nginx/modules/ngx_http_dav_ext_module.so

need_programs nginx-dav nginx curl openssl
[ -e $module ] || skip "$module is missing: run install.sh nginx-dav"
open_state "$folder"
mkdir -p "$state/data"/{open,plain,private} "$state/tmp"
printf 'ann:%s\n' "$(openssl passwd -apr1 'open sesame')" >"$state/users"

configure() { # PORT
    local user=''
    # Started by root, the worker would be nobody, who may not read the state folder.
    [ "$(id -u)" != 0 ] || user='user root;'
    cat >"$state/nginx.conf" <<END
$user
load_module $module;
daemon off;
worker_processes 1;
pid $state/nginx.pid;
error_log $state/log/error.log warn;
events {
    worker_connections 256;
}
http {
    log_format requests '\$request_method \$uri \$status \$request_length';
    access_log $state/log/access.log requests;
    client_body_temp_path $state/tmp/body;
    proxy_temp_path $state/tmp/proxy;
    fastcgi_temp_path $state/tmp/fastcgi;
    uwsgi_temp_path $state/tmp/uwsgi;
    scgi_temp_path $state/tmp/scgi;
    client_max_body_size 0;
    default_type application/octet-stream;
    server {
        listen 127.0.0.1:$1;
        root $state/data;
        location /open/ {
            dav_methods PUT DELETE MKCOL COPY MOVE;
            dav_ext_methods PROPFIND OPTIONS;
        }
        location /plain/ {
            dav_methods PUT DELETE;
            create_full_put_path on;
        }
        location /private/ {
            dav_methods PUT DELETE MKCOL COPY MOVE;
            dav_ext_methods PROPFIND OPTIONS;
            auth_basic files;
            auth_basic_user_file $state/users;
        }
        location /moved/ {
            rewrite ^/moved/(.*) http://127.0.0.1:$1/open/\$1 permanent;
        }
    }
}
END
}

ready() { # PORT
    curl -s -m 2 --noproxy '*' -o "$state/log/ready" "http://127.0.0.1:$1/open/"
}

start() { # PORT
    rm -f "$state/pids" "$state/log/error.log"
    configure "$1"
    launch nginx nginx -p "$state" -e "$state/log/error.log" -c "$state/nginx.conf"
    wait_for 20 ready "$1" || return 1
    record_children "$(cut -d ' ' -f 1 "$state/pids")" nginx-worker
    echo "NGINX_URL=http://127.0.0.1:$1" >"$state/env"
}

start_on_ports "$wanted" 1 start
cat "$state/env"
