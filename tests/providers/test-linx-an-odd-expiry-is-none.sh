#!/bin/sh
# What is no time is not taken for one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

told() { # EXPIRY
    answer 200 "{\"direct_url\":\"http://127.0.0.1:1/selif/a.txt\",\"expiry\":\"$1\"}"
}
script=
for time in soon -5 99999999999999999999 '' 1927859106x 1927859106; do
    script="$script;$(told "$time")"
done
start_hosts linx -- --fault "linx/upload=${script#;}"
for time in word negative huge empty mixed; do
    run upload --json --no-check --expire 1h -p linx "$file"
    expect_status 0
    [ "$(record expires)" = null ] || fail "$time: $(record expires)"
done
run upload --json --no-check -p linx "$file"
[ "$(record expires)" = 2031-02-03T04:25:06Z ] || fail "expires: $(record expires)"
