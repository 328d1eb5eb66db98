#!/bin/sh
# Should the host encode the name itself, it is not encoded twice; and whatever it says, no other
# than a clean URL is printed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

link() { # LINK NAME
    answer 200 "{\"downloadLink\": \"$1\", \"fileName\": \"$2\", \"uploadedTo\": \"public\"}"
}
start_hosts tmpfilelink -- --fault "tmpfilelink/upload=$(link http://x.test/p/a%20b.txt 'a b.txt');$(
    link http://x.test/p/a%20b.txt abcde.txt);$(
    link 'http://x.test/p/a b.txt' 'c.txt');$(link 'a b.txt' 'a b.txt');$(
    link 'javascript://x/a b' 'a b');$(answer 200 '{"downloadLink": 7}')"
for i in 1 2; do
    run upload --no-check -p tmpfilelink "$file"
    expect_status 0
    expect_out '^http://x\.test/p/a%20b\.txt$'
done
for i in 1 2 3 4; do
    run upload --no-check -p tmpfilelink "$file"
    expect_status 5
    expect_silence
done
expect_requests tmpfilelink POST 6
