#!/bin/sh
# An info that fails, or holds no digest, is no failed upload.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain -- --fault "pixeldrain/manage=status=500;html;garbage;$(answer 500 \
    '{"hash_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}')"
for answer in 500 html garbage digest; do
    run upload --json -p pixeldrain "$file"
    expect_status 0
    [ "$(record proof)" = download ] || fail "proof after $answer"
done
expect_requests pixeldrain PUT 4
