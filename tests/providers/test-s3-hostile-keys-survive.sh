#!/bin/sh
# Whatever a key is made of, it is encoded once, the same for the wire and the signature.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
for key in 'a+b=c(d)e&f@g:h,i;j!k' "it's *\$5*.txt" 'per%20cent%' 'hash#question?mark' 'blank  two' \
    'grüß/日本.txt' '~tilde-._' 'a/b/c' '[bracket]{{brace}}|bar^caret`tick"quote\\slash<>'; do
    run upload -p s3 --remote-path "$key" "$file"
    expect_status 0
    expect_stored "$file"
done
