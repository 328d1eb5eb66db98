#!/bin/bash
# start-swift.sh: OpenStack Swift with its S3 API on this machine, for tests.
#
# SPDX-License-Identifier: MIT
#
# usage: start-swift.sh PORT STATE-FOLDER
#
# One proxy, which speaks S3 on PORT, and behind it an account, a container and an object server
# (PORT+1 to PORT+3) with one device and one replica, and memcached (PORT+4), all on 127.0.0.1.
# PORT 0 chooses free ones.  Any user may run it; nothing outside STATE-FOLDER is written, which has
# to be on a file system with user xattrs (ext4, xfs, btrfs; tmpfs from Linux 6.6).  When it
# answers, STATE-FOLDER/env is there: S3_ENDPOINT, S3_DOMAIN, S3_SERVER_VERSION, AWS_ACCESS_KEY_ID,
# AWS_SECRET_ACCESS_KEY, AWS_REGION, and with TLS AWS_CA_BUNDLE.  stop.sh STATE-FOLDER ends it; what
# was stored stays for the next start.
#
#   S3_TLS=1              https, with a certificate of its own
#   SWIFT_OVERLAY=FOLDER  the Swift that install.sh swift-2.35 unpacked [/opt/swift-2.35]; empty: the
#                         system's own
#   SWIFT_WORKERS=N       worker processes of the proxy and of the object server [0: no others]
#   S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION, S3_DOMAIN
#                         [test:tester, testing/secret+0123, us-east-1, s3.localhost]; the access key
#                         is ACCOUNT:USER
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

usage='usage: start-swift.sh PORT STATE-FOLDER'
wanted=${1:?$usage} folder=${2:?$usage}
access_key=${S3_ACCESS_KEY:-test:tester}
secret_key=${S3_SECRET_KEY:-testing/secret+0123}
region=${S3_REGION:-us-east-1}
domain=${S3_DOMAIN:-s3.localhost}
workers=${SWIFT_WORKERS:-0}
overlay=${SWIFT_OVERLAY-/opt/swift-2.35}

python=/usr/bin/python3 # the system's, whose packages Swift is
if [ -n "$overlay" ] && [ -d "$overlay/usr/lib/python3/dist-packages/swift" ]; then
    export PYTHONPATH=$overlay/usr/lib/python3/dist-packages
    for library in "$overlay"/usr/lib/*/libisal.so.2; do
        [ ! -e "$library" ] || export SWIFT_ISAL=$library
    done
fi
export PYTHONWARNINGS=ignore
need_programs swift $python memcached curl openssl
version=$($python -c 'import swift; print(swift.__version__)' 2>/dev/null) ||
    skip "Swift is missing: run install.sh swift"
open_state "$folder"
configuration=$state/etc
mkdir -p "$configuration" "$state/device"

# ---- Configuration ----

scheme=http
if [ -n "${S3_TLS:-}" ]; then
    scheme=https
    make_certificate "$configuration" localhost "$domain" "*.$domain"
fi

configure_swift() {
    cat >"$configuration/swift.conf" <<END
[swift-hash]
swift_hash_path_prefix = twatfs
swift_hash_path_suffix = twatfs
[storage-policy:0]
name = only
default = yes
[swift-constraints]
# As Amazon: 2 KiB of metadata. Swift's own limit of 256 bytes a value answers 500 above it.
max_meta_value_length = 2048
max_meta_overall_size = 2048
END
}

configure_proxy() { # PORT
    cat >"$configuration/proxy-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $1
bind_timeout = 1
workers = $workers
user = $(id -un)
swift_dir = $configuration
log_level = INFO
$([ $scheme = http ] || printf '%s = %s\n' cert_file "$configuration/cert.pem" key_file "$configuration/key.pem")

[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-logging proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$(($1 + 4))

[filter:s3api]
use = egg:swift#s3api
location = $region
storage_domain = $domain
s3_acl = false
dns_compliant_bucket_names = yes
allow_multipart_uploads = yes
min_segment_size = 5242880
allowable_clock_skew = 900

[filter:tempauth]
use = egg:swift#tempauth
user_${access_key%%:*}_${access_key#*:} = $secret_key .admin

[filter:slo]
use = egg:swift#slo
max_manifest_size = 8388608

[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true

[filter:proxy-logging]
use = egg:swift#proxy_logging
access_log_name = access

[filter:bulk]
use = egg:swift#bulk
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:copy]
use = egg:swift#copy
[filter:dlo]
use = egg:swift#dlo
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:symlink]
use = egg:swift#symlink
END
}

configure_storage() { # KIND PORT WORKERS
    cat >"$configuration/$1-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $2
bind_timeout = 1
workers = $3
user = $(id -un)
swift_dir = $configuration
devices = $state
mount_check = false
disable_fallocate = true
log_level = WARNING
[pipeline:main]
pipeline = $1-server
[app:$1-server]
use = egg:swift#$1
replication_concurrency = 0
END
}

# Which server has what: everything is on the only device of each kind.
make_rings() { # PORT
    $python - "$configuration" "$1" "$state/device" >"$state/log/rings.log" 2>&1 <<'END'
import os
import sys

from swift.common.ring import RingBuilder

folder, port, device = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.setxattr(device, "user.twatfs", b"1")  # fails where there are no user xattrs
for number, kind in enumerate(("account", "container", "object"), 1):
    place = {"ip": "127.0.0.1", "port": port + number}
    place.update({"replication_" + key: value for key, value in place.items()})
    builder = RingBuilder(4, 1, 0)
    builder.add_dev(dict(place, id=0, region=1, zone=1, device="device", weight=1.0, meta=""))
    builder.rebalance(seed="1")
    builder.get_ring().save(os.path.join(folder, kind + ".ring.gz"))
END
}

# ---- Starting ----

ready() { # PORT
    local port
    for port in $(($1 + 1)) $(($1 + 2)) $(($1 + 3)) $(($1 + 4)); do
        listening "$port" || return 1
    done
    curl -fsk -m 2 --noproxy '*' -o /dev/null "$scheme://127.0.0.1:$1/healthcheck"
}

write_env() { # PORT
    cat >"$state/env" <<END
S3_ENDPOINT=$scheme://127.0.0.1:$1
S3_DOMAIN=$domain
S3_SERVER_VERSION=$version
AWS_ACCESS_KEY_ID=$access_key
AWS_SECRET_ACCESS_KEY=$secret_key
AWS_REGION=$region
AWS_DEFAULT_REGION=$region
END
    [ $scheme = http ] || echo "AWS_CA_BUNDLE=$configuration/cert.pem" >>"$state/env"
}

start() { # PORT
    local kind pid name
    rm -f "$state/pids"
    configure_swift
    configure_proxy "$1"
    configure_storage account $(($1 + 1)) 0
    configure_storage container $(($1 + 2)) 0
    configure_storage object $(($1 + 3)) "$workers"
    make_rings "$1" || die "$(tail -n 3 "$state/log/rings.log")"
    launch memcached memcached -u "$(id -un)" -l 127.0.0.1 -p $(($1 + 4)) -U 0 -m 64
    for kind in object container account proxy; do
        launch swift-$kind $python "$servers/run-swift.py" "$configuration" $kind
    done
    wait_for 60 ready "$1" || return 1
    while read -r pid _ name; do
        record_children "$pid" "$name-worker"
    done < <(cat "$state/pids")
    write_env "$1"
}

start_on_ports "$wanted" 5 start
cat "$state/env"
