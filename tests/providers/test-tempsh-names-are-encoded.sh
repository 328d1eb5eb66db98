#!/bin/sh
# The host tells a name as it came; the link has it as a URL may.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh
expect_link() { # NAME NAME-IN-THE-LINK
    cp "$file" "$here/$1"
    run upload -p tempsh "$here/$1"
    expect_status 0
    expect_out "^$tempsh/[A-Za-z0-9]{5}/$2$"
}
expect_link 'Übung 1.txt' '%C3%9Cbung%201\.txt'
expect_link 'a{b}.txt' 'a%7Bb%7D\.txt'
expect_link 'a|b^c`.txt' 'a%7Cb%5Ec%60\.txt'
expect_link '<a>.txt' '%3Ca%3E\.txt'
expect_link 'a#b.txt' 'a%23b\.txt'
expect_link 'why?.txt' 'why%3F\.txt'
expect_link '100%.txt' '100%25\.txt'
expect_link '50%20off.txt' '50%2520off\.txt'
expect_link '"50%20off".txt' '_50%2520off_\.txt'
