#!/bin/sh
# history() yields earlier uploads, page after page; delete_entry() deletes what one stands for; a Result
# says whether it was reused.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0 transfersh
make_files 2
py "$here/files" "$memory" <<'PYTHON'
import datetime, os, sqlite3, sys, urllib.error, urllib.request
import twatfs

one, two = (os.path.join(sys.argv[1], name) for name in ("1.txt", "2.txt"))
assert list(twatfs.history()) == []
with twatfs.Context(reuse=True) as context:
    first = context.upload(one, "www0x0")
    assert not first.reused
    again = context.upload(one, "www0x0")
    assert again.reused and again.url == first.url
second = twatfs.upload(two, "transfersh")
newest, oldest = twatfs.history()
assert newest.url == second.url and oldest.url == first.url and newest.id > oldest.id
assert oldest.path == one and oldest.name == "1.txt" and oldest.provider == "www0x0"
assert oldest.size == os.path.getsize(one) and oldest.sha256 == first.sha256
assert oldest.status == "verified" and oldest.proof == "download" and oldest.live
assert oldest.deleted is None and oldest.delete_token == first.delete_token
assert oldest.delete_token not in repr(oldest)
now = datetime.datetime.now(datetime.timezone.utc)
assert abs((now - oldest.time).total_seconds()) < 3600
for wanted, found in (({"provider": "www0x0"}, [oldest]), ({"file": "2.*"}, [newest]),
                      ({"url": first.url}, [oldest]), ({"limit": 1}, [newest]), ({"limit": 0}, []),
                      ({"since": now + datetime.timedelta(days=1)}, []),
                      ({"before": now - datetime.timedelta(days=1)}, []),
                      ({"live": True}, [newest, oldest])):
    assert list(twatfs.history(**wanted)) == found, wanted

twatfs.delete_entry(oldest)
assert [entry.live for entry in twatfs.history()] == [True, False]
try:
    urllib.request.urlopen(first.url)
except urllib.error.HTTPError as error:
    error.close()
else:
    raise AssertionError("it is still there")
twatfs.delete_entry(newest.id)
assert list(twatfs.history(live=True)) == []
try:
    twatfs.delete_entry(12345)
except twatfs.UsageError:
    pass
else:
    raise AssertionError("there is none")

with sqlite3.connect(sys.argv[2]) as connection:
    connection.executemany(
        "INSERT INTO upload (time, name, provider, url, proof, status, options) "
        "VALUES (1, ?, 'local', 'file:///x', 'none', 'unchecked', '{}')", ((str(i),) for i in range(1234)))
connection.close()
ids = [entry.id for entry in twatfs.history()]
assert len(ids) == 1236 and ids == sorted(set(ids), reverse=True)
assert len(list(twatfs.history(limit=777))) == 777
assert sum(entry.path is None for entry in twatfs.history()) == 1234
PYTHON
expect_status 0
