#!/bin/sh
# An "@" in the prefix does not send the password to what stands behind it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts catbox
redis-cli -p "$redis_port" config set requirepass open-sesame >"$here/none"
run upload -vv --reuse --cache "redis://:open-sesame@127.0.0.1:$redis_port/0?prefix=me@localhost" -p catbox "$file"
expect_status 0
expect_no_err 'serves instead'
expect_no_err open-sesame
redis-cli -p "$redis_port" -a open-sesame --no-auth-warning keys '*' >"$here/keys"
grep -q '^me@localhost' "$here/keys" || fail "nothing is there"
! grep -qv '^me@localhost' "$here/keys" || fail "another prefix"
