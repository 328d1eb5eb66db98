#!/usr/bin/env python3
"""Looks into Swift by its own API: look.py COMMAND [ARGUMENT...]

SPDX-License-Identifier: MIT

  make BUCKET        make a bucket
  public             let anyone read the bucket, through Swift's own API
  put KEY FILE       store an object
  get KEY            its bytes, on standard output
  head KEY HEADER    what a HEAD says
  list               the keys, a line each
  uploads            multipart uploads that are begun and not ended: KEY ID
  parts              how many parts of those are there
  manifest KEY       the parts of an object: BYTES MD5, a line each

The server is S3_ENDPOINT, the bucket AWS_S3_BUCKET, the account that of the AWS_ variables.
"""

import json
import os
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

endpoint, bucket = os.environ["S3_ENDPOINT"], os.environ["AWS_S3_BUCKET"]
context = None
if endpoint.startswith("https"):
    context = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])


def ask(method, url, headers=(), body=None):
    request = urllib.request.Request(url, method=method, headers=dict(headers), data=body)
    return urllib.request.urlopen(request, context=context)


keys = {
    "X-Auth-User": os.environ["AWS_ACCESS_KEY_ID"],
    "X-Auth-Key": os.environ["AWS_SECRET_ACCESS_KEY"],
}
login = ask("GET", endpoint + "/auth/v1.0", keys).headers
token = {"X-Auth-Token": login["X-Auth-Token"]}
account = endpoint + urllib.parse.urlsplit(login["X-Storage-Url"]).path


def address(container, key=None, query=""):
    path = urllib.parse.quote(container, safe="")
    if key is not None:
        path += "/" + urllib.parse.quote(key, safe="/")
    return account + "/" + path + query


def names(container):
    """All of them, which come in pages."""
    last = ""
    while True:
        query = "?format=json&marker=" + urllib.parse.quote(last, safe="")
        try:
            page = json.load(ask("GET", address(container, None, query), token))
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return
        if not page:
            return
        yield from (entry["name"] for entry in page)
        last = page[-1]["name"]


def unfinished():
    """What s3api keeps beside the bucket: KEY/ID while it is open, KEY/ID/NUMBER for each part."""
    everything = list(names(bucket + "+segments"))
    begun = [name for name in everything if not re.search(r"/[A-Za-z0-9+/_=-]{30,}/[0-9]+$", name)]
    parts = [name for name in everything if name.rpartition("/")[0] in begun]
    return begun, parts


command, *arguments = sys.argv[1:]
if command == "make":
    ask("PUT", address(arguments[0]), token, b"")
elif command == "public":
    ask("POST", address(bucket), {**token, "X-Container-Read": ".r:*"}, b"")
    print(address(bucket))
elif command == "put":
    ask("PUT", address(bucket, arguments[0]), token, open(arguments[1], "rb").read())
elif command == "get":
    sys.stdout.buffer.write(ask("GET", address(bucket, arguments[0]), token).read())
elif command == "head":
    print(ask("HEAD", address(bucket, arguments[0]), token).headers.get(arguments[1], "").strip())
elif command == "list":
    print("".join(name + "\n" for name in names(bucket)), end="")
elif command == "uploads":
    print("".join("%s %s\n" % name.rpartition("/")[::2] for name in unfinished()[0]), end="")
elif command == "parts":
    print(len(unfinished()[1]))
elif command == "manifest":
    found = ask("GET", address(bucket, arguments[0], "?multipart-manifest=get"), token)
    for part in json.load(found):
        print(part["bytes"], part["hash"])
else:
    sys.exit(__doc__)
