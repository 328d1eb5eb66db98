#!/bin/sh
# s3.sh: measures the s3 provider and its peers at OpenStack Swift, all in one run.
#
# SPDX-License-Identifier: MIT
#
# usage: s3.sh [BUILD]      BUILD: the folder where twatfs was built [../../build]
#
# 1 x 1 GiB, 1,000 x 16 KiB and 100 x 8 MiB, over http and then over TLS (SCHEMES chooses). In each
# of TURNS (5) turns all of them take part one after the other; figures are medians over the turns,
# and so are ratios, which are of twatfs to the other within the same turn, so that what else the
# machine does counts for little. Many files are one call (-j auto). Peers that are not installed
# are left out. Swift keeps its objects in TMPDIR, the files are in /dev/shm where that has 2.5 GiB
# left. At the end the bars, met or not; the exit status tells nothing of them.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
umask 022 # modules that others could write would not be trusted

bench=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$bench/../.." && pwd)
build=${1:-$source/build}
turns=${TURNS:-5}
schemes=${SCHEMES:-http https}

die() {
    echo "s3.sh: $*" >&2
    exit 1
}
build=$(cd "$build" 2>/dev/null && pwd) || die "$build: no such folder: run ./bootstrap first"
twatfs=$build/core/.libs/twatfs
[ -x "$twatfs" ] || die "$twatfs: not there: run ./bootstrap first"
[ -x /usr/bin/time ] || die "/usr/bin/time is missing: install the package time"
/usr/bin/python3 -c 'import boto3' 2>/dev/null ||
    die "boto3, which presigns for curl, is missing: run tests/servers/install.sh clients"
for variable in $(env | sed -n 's/^\(TWATFS_[A-Z0-9_]*\|AWS_[A-Z0-9_]*\|S3_[A-Z0-9_]*\|XDG_[A-Z_]*\|.*_proxy\|.*_PROXY\)=.*/\1/p'); do
    unset "$variable"
done

here=$(mktemp -d "${TMPDIR:-/tmp}/twatfs-bench-XXXXXX")
large=$here
[ ! -w /dev/shm ] || [ "$(df -P -B1 /dev/shm | awk 'NR == 2 { print $4 }')" -le 2684354560 ] ||
    large=$(mktemp -d /dev/shm/twatfs-bench-XXXXXX)
finish() {
    trap - EXIT
    "$source/tests/servers/stop.sh" "$here/swift"
    rm -rf "$here" "$large"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

serve() { # SCHEME: a Swift of its own, and what all of them need to find it
    scheme=$1 S3_TLS='' AWS_CA_BUNDLE=''
    [ "$scheme" = http ] || S3_TLS=1
    export S3_TLS
    SWIFT_WORKERS=2 "$source/tests/servers/start-swift.sh" 0 "$here/swift" >"$here/start" 2>&1 ||
        { cat "$here/start" && die "Swift did not start"; }
    set -a
    # shellcheck disable=SC1091 # written by start-swift.sh
    . "$here/swift/env"
    set +a
    AWS_ENDPOINT_URL_S3=$S3_ENDPOINT
    export AWS_ENDPOINT_URL_S3
    if [ -n "$AWS_CA_BUNDLE" ]; then
        CURL_CA_BUNDLE=$AWS_CA_BUNDLE SSL_CERT_FILE=$AWS_CA_BUNDLE
        export CURL_CA_BUNDLE SSL_CERT_FILE
    else
        unset AWS_CA_BUNDLE
    fi
    "$source/tests/servers/look.py" make shelf
    cat >"$RCLONE_CONFIG" <<END
[swift]
type = s3
provider = Other
env_auth = true
region = $AWS_REGION
endpoint = $S3_ENDPOINT
force_path_style = true
END
    cat >"$here/s3cfg" <<END
[default]
access_key = $AWS_ACCESS_KEY_ID
secret_key = $AWS_SECRET_ACCESS_KEY
host_base = ${S3_ENDPOINT#*://}
host_bucket = ${S3_ENDPOINT#*://}
use_https = $([ "$scheme" = http ] && echo False || echo True)
ca_certs_file = ${AWS_CA_BUNDLE-}
bucket_location = $AWS_REGION
END
}

HOME=$here AWS_S3_BUCKET=shelf LD_LIBRARY_PATH=$build/core/.libs
TWATFS_PLUGIN_PATH=$build/plugins/s3/.libs AWS_EC2_METADATA_DISABLED=true
RCLONE_CONFIG=$here/rclone.conf
export HOME AWS_S3_BUCKET LD_LIBRARY_PATH TWATFS_PLUGIN_PATH RCLONE_CONFIG
export AWS_EC2_METADATA_DISABLED

mkdir "$large/one" "$large/small" "$large/middle"
head -c 1073741824 /dev/urandom >"$large/one/file"
for number in $(seq 1000); do head -c 16384 /dev/urandom >"$large/small/$number"; done
for number in $(seq 100); do head -c 8388608 /dev/urandom >"$large/middle/$number"; done

presigned() {
    /usr/bin/python3 - <<'PYTHON'
import os
import boto3
from botocore.config import Config
s3 = boto3.client("s3", endpoint_url=os.environ["S3_ENDPOINT"],
                  config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))
print(s3.generate_presigned_url("put_object", Params={"Bucket": "shelf", "Key": "curl"}))
PYTHON
}

record() { # NAME WALL USER SYSTEM KIB
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$scheme" "$turn" "$@" >>"$here/figures"
}
measure() { # NAME COMMAND...
    name=$1
    shift
    /usr/bin/time -q -o "$here/took" -f '%e %U %S %M' "$@" >"$here/said" 2>&1 || {
        tail -n 3 "$here/said" >&2
        echo "s3.sh: $name failed" >&2
        return 0
    }
    # shellcheck disable=SC2046 # four words
    record "$name" $(cat "$here/took")
}
have() { command -v "$1" >/dev/null; }
copy() { # FOLDER: all of it, by each that is there
    measure "$1: twatfs" "$twatfs" upload -q -j auto --force --no-check -p s3 "$large/$1"/*
    measure "$1: twatfs, with proof" "$twatfs" upload -q -j auto --force -p s3 "$large/$1"/*
    ! have aws || measure "$1: aws" aws --endpoint-url "$S3_ENDPOINT" s3 cp --quiet --recursive \
        "$large/$1" "s3://shelf/aws-$1/"
    # Its library takes no certificate of Amazon's variable; Go's own it does.
    ! have rclone || measure "$1: rclone" env -u AWS_CA_BUNDLE rclone copy --ignore-times "$large/$1" "swift:shelf/rclone-$1"
    ! have s3cmd || measure "$1: s3cmd" s3cmd -c "$here/s3cfg" -q put --recursive "$large/$1/" \
        "s3://shelf/s3cmd-$1/"
    ! have s5cmd || measure "$1: s5cmd" s5cmd --endpoint-url "$S3_ENDPOINT" --log error cp \
        "$large/$1/" "s3://shelf/s5cmd-$1/"
}
hash_alone() { # what one SHA-256 of 1 GiB costs, as openssl speed has it
    rate=$(openssl speed -seconds 1 -evp sha256 -bytes 1048576 2>/dev/null |
        sed -n 's/^sha256 *\([0-9.]*\)k$/\1/p')
    [ -z "$rate" ] || record "one: SHA-256 alone" "$(echo "1073741.824 $rate" | awk '{ print $1 / $2 }')" \
        "$(echo "1073741.824 $rate" | awk '{ print $1 / $2 }')" 0 0
}

for scheme in $schemes; do
    serve "$scheme"
    url=$(presigned)
    for turn in $(seq "$turns"); do
        echo "s3.sh: $scheme, turn $turn of $turns" >&2
        measure "one: curl, presigned PUT" curl -sS -f -T "$large/one/file" "$url"
        hash_alone
        copy one
        copy small
        copy middle
    done
    "$source/tests/servers/stop.sh" "$here/swift"
    rm -rf "$here/swift"
done
python3 "$bench/s3-report.py" "$here/figures"
