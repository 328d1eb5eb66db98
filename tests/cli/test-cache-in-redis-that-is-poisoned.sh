#!/bin/sh
# What others put into Redis is judged like a host's answer.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts catbox
TWATFS_CACHE=$redis_url
TWATFS_REUSE=yes
export TWATFS_CACHE TWATFS_REUSE
run upload -p catbox "$file"
key=$(redis-cli -p "$redis_port" keys '*link*')
good=$(redis-cli -p "$redis_port" get "$key")
posts=1
# The first two would serve the bytes.
url=$(cat "$here/out")
for bad in "file://$file" "http://user@${url#http://}" 'javascript:alert(1)'; do
    printf '%s' "$good" | sed "s|\"url\":\"[^\"]*\"|\"url\":\"$bad\"|" |
        redis-cli -p "$redis_port" -x set "$key" >"$here/none"
    run upload -p catbox "$file"
    expect_status 0
    posts=$((posts + 1))
    expect_requests catbox POST $posts
    expect_no_out 'file:|user|javascript'
done
head -c 20000000 /dev/zero | redis-cli -p "$redis_port" -x set "$key" >"$here/none"
run upload -p catbox "$file"
expect_status 0
expect_requests catbox POST $((posts + 1))
redis-cli -p "$redis_port" del "$key" >"$here/none"
redis-cli -p "$redis_port" lpush "$key" x >"$here/none"
run upload -p catbox "$file"
expect_status 0
expect_err 'warning: cache: .*WRONGTYPE.*sqlite serves instead'
