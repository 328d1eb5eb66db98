#!/bin/sh
# A link that nobody may try has to look like one: what a page or a sentence holds does not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

site=https://sendit.test
start_hosts senditsh -- --fault "senditsh/upload=$(
    answer 200 "<html><link href=\"$site/static/style.css\"></html>");$(
    answer 200 "  <a href='$site/ab12c/photo.txt'>");$(
    answer 200 "Usage: curl -T FILE $site");$(
    answer 200 "We are at $site/");$(
    answer 200 "See $site/terms");$(
    answer 200 "See $site//photo.txt");$(
    answer 200 "Kept: $site/ab12c/");$(
    answer 200 "Too large: see $site/docs/limits")"
for i in 1 2 3 4 5 6 7 8; do
    run upload --no-check -p senditsh "$file"
    expect_status 5
    expect_silence
    expect_error_line 'answer: no link to the file'
done
expect_requests senditsh PUT 8
