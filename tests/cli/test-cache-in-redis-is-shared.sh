#!/bin/sh
# Machines that share a Redis share their uploads, without the tokens that delete them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts 0x0
TWATFS_CACHE=$redis_url
TWATFS_REUSE=yes
export TWATFS_CACHE TWATFS_REUSE
XDG_STATE_HOME=$here/one run upload --json --show-token -p www0x0 "$file"
url=$(record url)
token=$(record delete_token)
[ ${#token} -gt 20 ] || fail "no token"
XDG_STATE_HOME=$here/two run upload -p www0x0 "$file"
expect_status 0
[ "$(cat "$here/out")" = "$url" ] || fail "another link"
[ ! -s "$here/err" ] || fail "standard error"
expect_requests 0x0 POST 1
for key in $(redis-cli -p "$redis_port" keys '*'); do
    case $key in twatfs:*) ;; *) fail "$key: no prefix" ;; esac
    redis-cli -p "$redis_port" dump "$key" >>"$here/dump"
done
! grep -qa "$token" "$here/dump" || fail "the token is there"
redis-cli -p "$redis_port" get "$(redis-cli -p "$redis_port" keys '*link*')" | grep -q '"url"' || fail "nothing is there"
[ "$(redis-cli -p "$redis_port" ttl "$(redis-cli -p "$redis_port" keys '*link*')")" -gt 3600 ] || fail "no time to live"
run cache stats
expect_out '^engine +redis$'
expect_out '^hits +1$'
run cache clear
expect_out '^removed +1$'
[ "$(redis-cli -p "$redis_port" dbsize)" = 0 ] || fail "something is left"
