#!/bin/sh
# The host tells a name as it keeps it: of a random one the extension is the file's. The link has it as
# a URL may.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

told() { # NAME
    answer 200 "http://127.0.0.1:1/$1
"
}
start_hosts rustypaste rustypaste:other -- --fault "other/upload=$(told '50%20off.txt');$(told 'a%20(1).txt')"
expect_link() { # NAME NAME-IN-THE-LINK [OPTION]
    cp "$file" "$here/$1"
    run upload ${3-} -p rustypaste "$here/$1"
    expect_status 0
    expect_out "/$2$"
}
expect_link 'a.t{t' '[a-z0-9-]+\.t%7Bt'
expect_link 'a.Ü|' '[a-z0-9-]+\.%C3%9C%7C'
expect_link 'a.b#c' '[a-z0-9-]+\.b%23c'
expect_link 'a.why?' '[a-z0-9-]+\.why%3F'
expect_link 'a.100%' '[a-z0-9-]+\.100%25'

# Instances that keep the file's name as it is, or encode spaces.
point rustypaste "$other"
expect_link '50%20off.txt' '50%2520off\.txt' --no-check
expect_link 'a (1).txt' 'a%20\(1\)\.txt' --no-check
