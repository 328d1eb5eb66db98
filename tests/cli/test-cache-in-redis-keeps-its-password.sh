#!/bin/sh
# The password of a Redis is in no message.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts catbox
redis-cli -p "$redis_port" config set requirepass open-sesame >"$here/none"
run upload -vv --reuse --cache "redis://:open-sesame@127.0.0.1:$redis_port" -p catbox "$file"
expect_status 0
expect_no_err open-sesame
run cache stats --cache "redis://:open-sesame@127.0.0.1:$redis_port"
expect_out '^engine +redis$'
expect_out '^links +1$'
run upload -vv --reuse --cache "redis://:another-word@127.0.0.1:$redis_port" -p catbox "$file"
expect_status 0
expect_err 'sqlite serves instead'
expect_no_err another-word
run upload --cache "redis://:open-sesame@127.0.0.1:$redis_port/x" -p catbox "$file"
expect_status 2
expect_no_err open-sesame
