#!/bin/sh
# A context takes settings, configuration and options of providers as the command does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=503*'
mkdir -p "$here/.config/twatfs"
printf 'provider = catbox\nretries = 0\n' >"$here/.config/twatfs/config"
printf 'provider = litterbox\n[litterbox]\nname_length = 6\n' >"$here/other"
py "$file" "$here" "$build/plugins/litterbox/.libs" <<'PYTHON'
import sys
from datetime import timedelta
from twatfs import Context, RetryableError, upload

path, here, modules = sys.argv[1:]

def provider_of(**keywords):
    with Context(retry_delay=timedelta(milliseconds=20), **keywords) as context:
        try:
            return context.upload(path).provider
        except RetryableError as error:
            return error.provider

assert provider_of() == "catbox"
assert provider_of(config=here + "/other") == "litterbox"
assert provider_of(provider=["litterbox"], retries=1) == "litterbox"
assert provider_of(options={"litterbox": {"name_length": 16}}, provider="litterbox") == "litterbox"
with Context(read_configuration=False, provider_directories=[modules]) as context:
    assert {provider.name for provider in context.providers()} >= {"litterbox"}
    assert context.upload(path, "litterbox").provider == "litterbox"
assert provider_of(disable=["catbox"], progress=False, provider="catbox,litterbox",
                   connect_timeout=1.5) == "litterbox"
context = Context()
context.close()
context.close()
try:
    context.providers()
except ValueError as error:
    assert "closed" in str(error)
else:
    raise AssertionError("it is not closed")
PYTHON
expect_status 0
expect_requests catbox POST 1
