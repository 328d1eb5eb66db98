#!/bin/sh
# What an upload cannot do without is said in one line with its cure, and the next provider has its
# turn; what status says is true, and it tells where each thing comes from.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift

refused() { # STATUS REGEX
    run upload -p s3 "$file"
    expect_status "$1"
    expect_error_line "$2"
    expect_silence
}

(
    AWS_SECRET_ACCESS_KEY=wrong
    export AWS_SECRET_ACCESS_KEY
    refused 5 'HTTP 403: check the access key and its secret'
    # The next in turn takes it.
    run upload -p s3,local "$file"
    expect_status 0
    expect_out '^file://'
)
(
    AWS_S3_BUCKET=no-such-bucket
    export AWS_S3_BUCKET
    refused 5 'HTTP 404.*bucket'
)
(
    AWS_REGION=eu-north-7
    export AWS_REGION
    refused 5 'HTTP 40[03].*[rR]egion'
)
(
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    refused 5 '[cC]redentials|AWS_ACCESS_KEY_ID'
    run upload -p s3,local "$file"
    expect_status 0
)
(
    AWS_CREDENTIAL_EXPIRATION=2020-01-01T00:00:00Z
    export AWS_CREDENTIAL_EXPIRATION
    refused 5 '[eE]xpire'
)
(
    unset AWS_S3_BUCKET
    run upload -p s3 "$file"
    expect_status 4
    expect_err 'AWS_S3_BUCKET'
)
(
    AWS_ENDPOINT_URL_S3=127.0.0.1:9
    export AWS_ENDPOINT_URL_S3
    refused 5 'endpoint.*AWS_ENDPOINT_URL_S3'
)
[ -z "$(look list)" ] || fail "something was stored"

run providers status -v s3
expect_status 0
expect_err 'credentials: environment'
expect_err 'region: us-east-1 \(AWS_REGION\)'
expect_err 'endpoint: http://127.0.0.1:[0-9]+ \(AWS_ENDPOINT_URL_S3\), path style'
expect_err 'bucket: shelf: it answers'

# In files, as the AWS tools have them.
mkdir "$here/.aws"
cat >"$here/.aws/config" <<END
[profile swift]
region = us-east-1
services = here
[services here]
s3 =
    endpoint_url = $S3_ENDPOINT
END
cat >"$here/.aws/credentials" <<END
[swift]
aws_access_key_id = $AWS_ACCESS_KEY_ID
aws_secret_access_key = $AWS_SECRET_ACCESS_KEY
END
(
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL_S3
    AWS_PROFILE=swift
    export AWS_PROFILE
    run providers status -v s3
    expect_status 0
    expect_err 'credentials: .*swift'
    expect_err 'region: us-east-1 \(the profile\)'
    expect_err "endpoint: $S3_ENDPOINT \\(the profile's services\\)"
    run upload -p s3 "$file"
    expect_status 0
    expect_serves "$(cat "$here/out")" "$file"
)

# A whole turn: upload, check, delete.
before=$(look list)
run providers status s3 --online
expect_status 0
expect_out '^s3 +works'
[ "$(look list)" = "$before" ] || fail "what status uploaded is still there"
