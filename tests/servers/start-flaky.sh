#!/bin/bash
# start-flaky.sh: nginx in front of an S3 server, hurting a share of the requests.
#
# SPDX-License-Identifier: MIT
#
# usage: start-flaky.sh PORT STATE-FOLDER SERVER-STATE-FOLDER
#
# PORT 0 chooses a free one.  SERVER-STATE-FOLDER is that of a server started before, over http; the
# env file of STATE-FOLDER is its own with another S3_ENDPOINT.  Host is passed on, so that
# signatures stay valid.  Which requests are hurt is random:
#
#   FLAKY_503=10%   503 SlowDown with Retry-After: 1; the server is not asked
#   FLAKY_DROP=5%   the connection is closed without an answer, as soon as the headers are in
#   FLAKY_500=5%    500 InternalError; the server is not asked
#
# log/access.log has a line a request, with what became of it.  stop.sh STATE-FOLDER ends it.
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

usage='usage: start-flaky.sh PORT STATE-FOLDER SERVER-STATE-FOLDER'
wanted=${1:?$usage} folder=${2:?$usage} server=${3:?$usage}

need_programs nginx nginx curl
[ -e "$server/env" ] || die "$server/env: not there: start that server first"
upstream=$(sed -n 's/^S3_ENDPOINT=//p' "$server/env")
case $upstream in
http://*) ;;
*) die "$upstream: not http" ;;
esac
open_state "$folder"
mkdir -p "$state/tmp"

failure() { # CODE MESSAGE
    printf '<?xml version="1.0" encoding="UTF-8"?><Error><Code>%s</Code><Message>%s</Message></Error>' \
        "$1" "$2"
}

configure() { # PORT
    local user=''
    # Started by root, the worker would be nobody, who may not read the state folder.
    [ "$(id -u)" != 0 ] || user='user root;'
    cat >"$state/nginx.conf" <<END
$user
daemon off;
worker_processes 1;
pid $state/nginx.pid;
error_log $state/log/error.log warn;
events {
    worker_connections 1024;
}
http {
    split_clients "\$request_id" \$fate {
        ${FLAKY_503:-10%} busy;
        ${FLAKY_DROP:-5%} drop;
        ${FLAKY_500:-5%} broken;
        * passed;
    }
    log_format fates '\$request_method \$request_uri \$status \$fate in=\$request_length time=\$request_time';
    access_log $state/log/access.log fates;
    client_body_temp_path $state/tmp/body;
    proxy_temp_path $state/tmp/proxy;
    fastcgi_temp_path $state/tmp/fastcgi;
    uwsgi_temp_path $state/tmp/uwsgi;
    scgi_temp_path $state/tmp/scgi;
    client_max_body_size 0;
    keepalive_requests 1000000;
    merge_slashes off;
    default_type application/xml;
    server {
        listen 127.0.0.1:$1;
        location = /flaky-ready {
            access_log off;
            return 204;
        }
        location / {
            if (\$fate = busy) {
                add_header Retry-After 1 always;
                return 503 '$(failure SlowDown 'Please reduce your request rate.')';
            }
            if (\$fate = broken) {
                return 500 '$(failure InternalError 'We encountered an internal error. Please try again.')';
            }
            if (\$fate = drop) {
                return 444;
            }
            proxy_pass $upstream;
            proxy_set_header Host \$http_host;
            proxy_http_version 1.1;
            proxy_request_buffering off;
            proxy_buffering off;
        }
    }
}
END
}

ready() { # PORT
    curl -fs -m 2 --noproxy '*' -o /dev/null "http://127.0.0.1:$1/flaky-ready"
}

start() { # PORT
    rm -f "$state/pids" "$state/log/error.log"
    configure "$1"
    launch nginx nginx -p "$state" -e "$state/log/error.log" -c "$state/nginx.conf"
    wait_for 10 ready "$1" || return 1
    record_children "$(cut -d ' ' -f 1 "$state/pids")" nginx-worker
    sed "s,^S3_ENDPOINT=.*,S3_ENDPOINT=http://127.0.0.1:$1," "$server/env" >"$state/env"
}

start_on_ports "$wanted" 1 start
cat "$state/env"
