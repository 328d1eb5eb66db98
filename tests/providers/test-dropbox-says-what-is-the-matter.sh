#!/bin/sh
# Each of Dropbox's tags has its class and its sentence, whichever of its shapes it comes in.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

upload_error() { # TAG: as files/upload wraps it
    answer 409 "{\"error_summary\":\"path/$1/..\",\"error\":{\".tag\":\"path\",\"reason\":{\".tag\":\"$1\"},\"upload_session_id\":\"x\"}}"
}
start_hosts dropbox dropbox:links -- --fault "dropbox/upload=$(upload_error insufficient_space);$(upload_error \
    too_many_write_operations);ok;$(answer 400 'Error in call to API function "files/upload": bad');$(answer \
    403 '{"error_summary":"access_denied","error":{".tag":"invalid_account_type","invalid_account_type":{".tag":"feature"}}}');$(answer \
    409 '{"error_summary":"other/..","error":{".tag":"other"}}');$(answer \
    409 '{"error_summary":"reset","error":"payload_too_large"}');$(answer \
    409 '{"error_summary":"\u001b[31m","error":{".tag":"\u001b[31m","x":[]}}')" \
    --fault "links/manage=$(answer 409 '{"error_summary":"email_not_verified/.","error":{".tag":"email_not_verified"}}')"
expect_failure() { # REGEX
    run upload -p dropbox --retries 0 "$file"
    expect_status 5
    expect_err "$1"
}
expect_failure 'the account is full \(path/insufficient_space\)'
run upload -p dropbox "$file"
expect_status 0
expect_err 'too many changes at once in this account \(path/too_many_write_operations\).*trying again'
expect_failure 'HTTP 400: Error in call to API function'
expect_failure "the account's plan does not allow this \(invalid_account_type/feature\)"
expect_failure 'HTTP 409: other'
expect_failure 'too large for one request \(payload_too_large\)'
expect_failure 'HTTP 409'
for path in 'a\b' thumbs.db '/full/x' '/a folder'; do
    run upload -p dropbox --remote-path "$path" "$file"
    expect_status 5
    expect_err 'dropbox: .* \(path/(malformed_path|disallowed_name|insufficient_space|conflict/folder)\)'
done
DROPBOX_ACCESS_TOKEN=sl.limited-of-tests run upload -p dropbox "$file"
expect_status 5
expect_err 'the app lacks a permission: .*\(missing_scope\)'
point dropbox "$links"
expect_failure 'e-mail address is not verified'
