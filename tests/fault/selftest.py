#!/usr/bin/python3
"""Tests of the fault server itself: a stand-in that errs would make the tests that lean on it err with it."""
import base64
import contextlib
import hashlib
import io
import json
import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
from content import Content
from faults import FAULTS
from hosts import dropbox, fal
from hosts.linx import PrivateLinx
from hosts.gofile import ACCOUNTS
from hosts.pixeldrain import KEYS
from hosts.plik import PrivatePlik
from hosts.roles import ARN, CONTAINER, CONTAINER_TOKEN, INSTANCE, ROLE
from hosts.s3 import BUCKET, CHECKSUMS, CREDENTIALS
from s3client import EMPTY, Signer, quoted
from server import Server, parse_arguments

HERE = os.path.dirname(os.path.abspath(__file__))
AGENT = "twatfs-test/1"
BOUNDARY = "----------------------------7d1f0a9b3c5e"
BIG = bytes(range(65, 91)) * (3 << 16)      # about 5 MiB


class Reply:
    """What came back until the connection ended."""

    def __init__(self, data, reset, sock):
        self.raw, self.reset, self.socket = data, reset, sock
        self.continues = 0
        while data.startswith(b"HTTP/1.1 100 Continue\r\n\r\n"):
            self.continues, data = self.continues + 1, data[25:]
        head, _, self.body = data.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        self.status = int(first[9:12]) if first.startswith(b"HTTP/1.1 ") else None
        self.reason = first[13:]
        self.headers = {name.lower(): value for name, _, value in (line.decode().partition(": ") for line in lines)} \
            if self.status else {}

    @property
    def text(self):
        return self.body.decode()

    @property
    def length(self):
        return int(self.headers["content-length"])


def form(*fields):
    """A multipart body of (name, value) and (name, value, filename)."""
    body = b""
    for name, value, *filename in fields:
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if filename:
            body += f'; filename="{filename[0]}"\r\nContent-Type: application/octet-stream'.encode()
        body += b"\r\n\r\n" + value + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def crc_by_bits(data, polynomial):
    """A reflected CRC as it is defined, in the base64 of S3."""
    width = 64 if polynomial >> 32 else 32
    ones = crc = (1 << width) - 1
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (polynomial if crc & 1 else 0)
    return base64.b64encode((crc ^ ones).to_bytes(width // 8, "big")).decode()


class Case(unittest.TestCase):
    def start(self, *arguments):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.log_path = self.directory.name + "/log"
        options = parse_arguments(["--ready", self.directory.name + "/ready", "--log", self.log_path, *arguments])
        server = Server(options)
        self.addCleanup(server.log.file.close)
        self.urls = {host.name: host.url for host in options.hosts.values()}
        self.url = next(iter(self.urls.values()))

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def logged(self, count):
        """The log once it has so many lines: a host learns that a client went when it next looks."""
        end = time.monotonic() + 30
        while len(lines := self.log()) < count and time.monotonic() < end:
            time.sleep(0.01)
        self.assertEqual(len(lines), count)
        return lines

    def send(self, data, url=None, limit=None, timeout=3.0):
        """Raw bytes out, everything that comes back in (or its first `limit` bytes)."""
        address = (url or self.url).partition("://")[2].rpartition(":")
        sock = socket.create_connection((address[0], int(address[2])), timeout=timeout)
        self.addCleanup(sock.close)
        got, reset = bytearray(), False
        try:
            # Like a good client: stop sending once the answer is there.
            rest = memoryview(data)
            while rest and not select.select([sock], [], [], 0)[0]:
                if select.select([sock], [sock], [], timeout)[1]:
                    rest = rest[sock.send(rest):]
        except (ConnectionResetError, BrokenPipeError):
            reset = True
        try:
            while limit is None or len(got) < limit:
                block = sock.recv(1 << 20)
                if not block:
                    break
                got += block
        except ConnectionResetError:
            reset = True
        except TimeoutError:
            pass
        return Reply(bytes(got), reset, sock)

    def converse(self, data, ends=True):
        """What comes back of a host that speaks no HTTP, and whether the connection was reset."""
        got, reset = b"", False
        with socket.create_connection(("127.0.0.1", int(self.url.rpartition(":")[2])), timeout=10) as sock:
            try:
                sock.sendall(data)
                if ends:
                    sock.shutdown(socket.SHUT_WR)
            except OSError:
                reset = True        # what was said before it can still be read
            try:
                while block := sock.recv(4096):
                    got += block
            except ConnectionResetError:
                reset = True
        return got, reset

    def ask(self, method, path, body=None, url=None, agent=AGENT, keep=False, limit=None, timeout=3.0, **headers):
        if path.startswith("http"):
            host, path = path[:path.index("/", 8)], path[path.index("/", 8):]
            url = host
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"] + [f"User-Agent: {agent}"] * bool(agent)
        lines += ["Connection: close"] * (not keep)
        if body is not None and "Transfer_Encoding" not in headers:
            headers.setdefault("Content_Length", len(body))
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value is not None]
        return self.send("\r\n".join(lines + ["", ""]).encode() + (body or b""), url, limit, timeout)

    def put(self, body=b"Always the same\n", path="/a.txt", **rest):
        return self.ask("PUT", path, body, **rest)

    def post(self, path, *fields, body=None, **rest):
        rest.setdefault("Content_Type", f"multipart/form-data; boundary={BOUNDARY}")
        return self.ask("POST", path, form(*fields) if body is None else body, **rest)

    def give(self, path, *fields, data=b"Always", field="file", **rest):
        return self.post(path, *fields, (field, data, "photo.txt"), **rest)

    def catbox(self, *fields, **rest):
        return self.post("/user/api.php", *fields or self.GOOD, **rest)

    KEY = "AKIAOFTHETESTS"

    def s3(self, method, key="a.txt", body=b"", query=(), signer=None, payload=None, date=None, **headers):
        """A request to the bucket of S3, signed unless signer is False."""
        path = f"/{BUCKET}/{quoted(key, '/')}" if key else f"/{BUCKET}"
        target = path + "?" * bool(query) + "&".join(f"{quoted(name)}={quoted(value)}" for name, value in query)
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        if signer is not False:
            signer = signer or Signer(self.KEY, CREDENTIALS[self.KEY][0])
            host = "127.0.0.1"
            headers = signer.headers(method, path, query, {"host": host, **headers},
                                     payload or hashlib.sha256(body).hexdigest(), date)
            del headers["host"]
        return self.ask(method, target, body if method in ("PUT", "POST") else None, **headers)

    def s3_code(self, *arguments, **rest):
        """The status and the code of an error."""
        reply = self.s3(*arguments, **rest)
        return reply.status, reply.text.partition("<Code>")[2].partition("</Code>")[0]

    def s3_upload(self, *parts, **headers):
        """The id of a multipart upload with these parts."""
        text = self.s3("POST", query=[("uploads", "")], **headers).text
        name = text.partition("<UploadId>")[2].partition("</UploadId>")[0]
        for number, part in enumerate(parts, 1):
            sums = {"x-amz-checksum-crc32c": CHECKSUMS["CRC32C"].base64(Content.of(part))} if headers else {}
            reply = self.s3("PUT", body=part, query=[("partNumber", str(number)), ("uploadId", name)], **sums)
            self.assertEqual(reply.status, 200)
        return name

    @staticmethod
    def s3_completion(*parts):
        inside = "".join(f'<Part><PartNumber>{number}</PartNumber><ETag>"{hashlib.md5(part).hexdigest()}"</ETag></Part>'
                         for number, part in parts)
        return f'<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{inside}' \
               "</CompleteMultipartUpload>"

    def s3_complete(self, name, *parts, **rest):
        body = self.s3_completion(*parts).encode()
        return self.s3("POST", query=[("uploadId", name)], body=body, **rest)

    GOOD = (("reqtype", b"fileupload"), ("fileToUpload", b"Always", "a.tar.gz"))


class Wire(Case):
    def test_put_get_head_range_delete(self):
        self.start("--host", "plain")
        reply = self.put(BIG, "/big%20name.txt")
        self.assertEqual((reply.status, reply.text), (201, self.url + "/big%20name.txt\n"))
        link = reply.text.strip()
        got = self.ask("GET", link)
        self.assertEqual((got.status, got.body == BIG, got.length), (200, True, len(BIG)))
        self.assertEqual((self.ask("HEAD", link).length, self.ask("HEAD", link).body), (len(BIG), b""))
        part = self.ask("GET", link, Range="bytes=5-9")
        self.assertEqual((part.status, part.body, part.headers["content-range"]),
                         (206, BIG[5:10], f"bytes 5-9/{len(BIG)}"))
        self.assertEqual(self.ask("GET", link, Range="bytes=-3").body, BIG[-3:])
        self.assertEqual(self.ask("GET", link, Range=f"bytes={len(BIG)}-").status, 416)
        self.assertEqual(self.ask("DELETE", link).status, 204)
        self.assertEqual(self.ask("GET", link).status, 404)
        first = self.log()[0]
        self.assertEqual(first["body_sha256"], hashlib.sha256(BIG).hexdigest())
        self.assertEqual([first[key] for key in ("host", "method", "path", "user_agent", "content_length", "body_bytes",
                                                 "status", "cut", "fault", "form", "url")],
                         ["plain", "PUT", "/big%20name.txt", AGENT, len(BIG), len(BIG), 201, False, None, None, link])
        self.assertIn(["User-Agent", AGENT], first["headers"])

    def test_strictness(self):
        self.start("--host", "plain")
        for data in (b"GET /a HTTP/1.1\nHost: x\n\n\r\n\r\n", b"GET /a HTTP/1.0\r\nHost: x\r\n\r\n",
                     b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /a HTTP/1.1\r\n\r\n",
                     b"GET /a HTTP/1.1\r\nHost: x\r\nX : y\r\n\r\n", b"GET /a HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
                     b"PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                     b"PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nA",
                     b"PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"):
            with self.subTest(data):
                self.assertEqual(self.send(data).status, 400)
        self.assertTrue(all(line["refused"] for line in self.log()))

    def test_chunked_request(self):
        self.start("--host", "plain", "--host", "catbox")
        body = b"3\r\nAlw\r\n3\r\nays\r\n0\r\n\r\n"
        link = self.put(body, Transfer_Encoding="chunked").text.strip()
        self.assertEqual(self.ask("GET", link).body, b"Always")
        self.assertEqual(self.put(b"3\r\nAlways\r\n0\r\n\r\n", Transfer_Encoding="chunked").status, 400)
        self.assertEqual(self.catbox(body=body, url=self.urls["catbox"], Transfer_Encoding="chunked").status, 411)

    def test_keep_alive_and_cut_are_logged(self):
        self.start("--host", "plain")
        one = b"PUT /a HTTP/1.1\r\nHost: x\r\nUser-Agent: t\r\nContent-Length: 2\r\n\r\nAB"
        last = one.replace(b"Host", b"Connection: close\r\nHost")
        self.assertEqual(self.send(one + last).raw.count(b"HTTP/1.1 201"), 2)
        self.send(one[:-1], timeout=0.1).socket.close()
        self.logged(3)
        self.send(one[:20], timeout=0.1).socket.close()
        first, second, third, fourth = self.logged(4)
        self.assertEqual((first["connection"], first["cut"]), (second["connection"], False))
        self.assertEqual((third["cut"], third["body_bytes"], third["status"]), (True, 1, None))
        self.assertEqual((fourth["cut"], fourth["method"]), (True, None))
        self.assertNotEqual(second["connection"], third["connection"])

    def test_expect(self):
        self.start("--host", "catbox", "--limit", "catbox=100")
        self.assertEqual(self.catbox(Expect="100-continue").continues, 1)
        refused = self.catbox(body=b"A" * 100_000, Expect="100-continue")
        self.assertEqual((refused.continues, refused.status), (0, 413))
        self.assertEqual(self.catbox(*self.GOOD[:1], ("fileToUpload", b"A" * 101, "a")).status, 413)
        self.assertEqual(self.catbox(Expect="something").status, 400)

    def test_discard(self):
        self.start("--host", "plain", "--discard", "--no-hash")
        link = self.put(BIG).text.strip()
        self.assertEqual(self.ask("GET", link).body, bytes(len(BIG)))
        self.assertIsNone(self.log()[0]["body_sha256"])

    def test_tls(self):
        directory = tempfile.mkdtemp()
        self.addCleanup(subprocess.run, ["rm", "-r", directory], check=True)
        self.start("--host", "plain", "--tls", directory)
        self.assertEqual(os.listdir(directory), ["ca.pem"])
        port = int(self.url.rpartition(":")[2])
        context = ssl.create_default_context(cafile=directory + "/ca.pem")
        for name in ("localhost", "127.0.0.1"):
            with socket.create_connection(("127.0.0.1", port)) as plain, \
                    context.wrap_socket(plain, server_hostname=name) as sock:
                sock.sendall(b"PUT /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\nAB")
                self.assertTrue(sock.recv(4096).endswith(f"https://localhost:{port}/a\n".encode()))
                self.assertEqual(sock.recv(1), b"")


class Forms(Case):
    def test_malformed(self):
        self.start("--host", "catbox")
        good = form(*self.GOOD)
        for why, body in {
                "no final boundary": good[:-4], "epilogue": good + b"x", "preamble": b"\r\n" + good,
                "bare LF": good.replace(b"\r\n", b"\n"), "no name": good.replace(b'name="reqtype"', b'title="reqtype"'),
                "empty name": good.replace(b'name="reqtype"', b'name=""'),
                "padding": good.replace(b"5e\r\n", b"5e \r\n"),
                "extra header": good.replace(b"\r\nContent-Type", b"\r\nX-A: b\r\nContent-Type"),
                "other boundary": good.replace(b"7d1f", b"7d1e"), "none": f"--{BOUNDARY}--\r\n".encode(), "empty": b"",
        }.items():
            with self.subTest(why):
                self.assertEqual(self.catbox(body=body).status, 400)
                self.assertTrue(self.log()[-1]["refused"])
        self.assertEqual(self.catbox(Content_Type="multipart/form-data").status, 400)
        self.assertEqual(self.catbox(Content_Type="application/octet-stream").status, 400)

    def test_boundary_found_wherever_blocks_end(self):
        self.start("--host", "catbox")
        tricky = b"A\r\n--" + BOUNDARY.encode()[:-1] + b"\r\n" * 5
        body = form(self.GOOD[0], ("fileToUpload", tricky, 'a \\"b\\".txt'))
        head = (f"POST /user/api.php HTTP/1.1\r\nHost: x\r\nUser-Agent: t\r\nContent-Length: {len(body)}\r\n"
                f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n").encode()
        address = ("127.0.0.1", int(self.url.rpartition(":")[2]))
        with socket.create_connection(address) as sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.sendall(head)
            for byte in body:
                sock.sendall(bytes([byte]))
            self.assertIn(b"200 OK", sock.recv(4096))
        part = self.log()[0]["form"][1]
        self.assertEqual((part["filename"], part["size"]), ('a "b".txt', len(tricky)))
        self.assertEqual(part["sha256"], hashlib.sha256(tricky).hexdigest())
        self.assertEqual(self.ask("GET", self.log()[0]["url"]).body, tricky)


class Hosts(Case):
    def test_catbox(self):
        self.start("--host", "catbox")
        reply = self.catbox()
        self.assertRegex(reply.text, rf"\A{self.url}/files/[a-z0-9]{{6}}\.gz\Z")
        self.assertEqual(self.ask("GET", reply.text, agent="Mozilla/5.0").body, b"Always")
        self.assertEqual([field["value"] for field in self.log()[0]["form"]], ["fileupload", None])
        for agent in (None, "curl/8", "libcurl/8", "Wget/1", "python-requests/2", "Mozilla/5.0"):
            with self.subTest(agent):
                self.assertEqual(self.catbox(agent=agent).raw, b"")
        kind, file = self.GOOD
        for fields, word in (((file, kind), "reqtype"), ((kind,), "fileToUpload"), ((file,), "fileToUpload|reqtype"),
                             ((kind, ("tine", b"1h"), file), "tine"), ((kind, ("file", b"A", "a")), "file"),
                             ((kind, ("fileToUpload", b"A")), "fileToUpload"), ((kind, file, file), "fileToUpload"),
                             ((kind, kind, file), "reqtype"), ((("reqtype", b"upload"), file), "reqtype")):
            with self.subTest(fields):
                refused = self.catbox(*fields)
                self.assertEqual(refused.status, 400)
                self.assertRegex(refused.text, word)
        for name in ("a.exe", "a.DOCX", "a.jar"):
            self.assertEqual(self.catbox(kind, ("fileToUpload", b"A", name)).text, "File type not allowed")
        self.assertEqual(self.ask("POST", "/user/api.php").status, 411)
        self.assertEqual(self.ask("GET", "/files/nothere.txt").status, 404)

    def test_catbox_delete(self):
        self.start("--host", "catbox")
        owner = ("userhash", b"0123456789abcdef012345678")
        link = self.catbox(self.GOOD[0], owner, self.GOOD[1]).text
        delete = (("reqtype", b"deletefiles"), ("files", link.rpartition("/")[2].encode()))
        self.assertEqual(self.catbox(*delete).status, 412)
        self.assertIn("successfully", self.catbox(*delete, owner).text)
        self.assertEqual(self.ask("GET", link).status, 404)
        name = self.catbox(self.GOOD[0], owner, self.GOOD[1]).text.rpartition("/")[2]
        for status, fields in ((412, f"reqtype=deletefiles&files={name}"), (400, f"reqtype=fileupload&files={name}"),
                               (400, "reqtype=deletefiles&file=a"),
                               (200, f"reqtype=deletefiles&userhash={owner[1].decode()}&files={name}"),
                               (412, f"reqtype=deletefiles&userhash={owner[1].decode()}&files={name}")):
            with self.subTest(fields):
                reply = self.catbox(body=fields.encode(), Content_Type="application/x-www-form-urlencoded")
                self.assertEqual(reply.status, status)

    def test_litterbox(self):
        self.start("--host", "litterbox")
        path, (kind, file) = "/resources/internals/api.php", self.GOOD
        link = self.post(path, kind, ("time", b"1h"), ("fileNameLength", b"16"), file).text
        self.assertRegex(link, r"/files/[a-z0-9]{16}\.gz\Z")
        self.assertEqual(self.ask("HEAD", link).status, 200)
        self.assertEqual(self.ask("HEAD", path).status, 405)
        self.assertIn("time", self.post(path, kind, file).text)
        self.assertIn("time", self.post(path, kind, ("time", b"2h"), file).text)

    def test_0x0(self):
        self.start("--host", "0x0", "--limit", "0x0=1000")
        base = "http://127.0.0.1"       # the Host header that ask() sends

        def path(reply):
            self.assertTrue(reply.text.startswith(base + "/") and reply.text.endswith("\n"))
            return reply.text[len(base):-1]

        new = self.post("/", ("file", b"Always", "a.tar.gz"))
        self.assertRegex(path(new), r"\A/[\w-]{4}\.tar\.gz\Z")
        self.assertRegex(new.headers["x-token"], r"\A[\w-]{43}\Z")
        self.assertRegex(new.headers["x-expires"], r"\A\d{13}\.\d+\Z")
        again = self.post("/", ("secret", b""), ("file", b"Always", "b"))
        self.assertEqual((again.text, "x-token" in again.headers), (new.text, False))
        self.assertEqual(self.ask("GET", path(new) + "/any.name").body, b"Always")
        secret = self.post("/", ("secret", b""), ("file", b"Other", "a.muchtoolongextension"))
        self.assertRegex(path(secret), r"\A/s/[\w-]{22}/[\w-]{4}\.muchtool\Z")
        token = ("token", secret.headers["x-token"].encode())
        self.assertEqual(self.post(path(secret), ("token", b"x"), ("delete", b"")).text,
                         "rm: cannot remove 's': Permission denied\n")
        self.assertEqual(self.post(path(secret), token).status, 400)
        self.assertEqual(self.post(path(secret), token, ("expires", b"1")).status, 202)
        deleted = self.post(path(secret), token, ("delete", b""))
        self.assertEqual((deleted.status, deleted.body), (200, b""))
        self.assertEqual(self.post(path(secret), token, ("delete", b"")).status, 404)
        self.assertIn("lldb", self.ask("GET", path(secret)).text)
        gone = self.post("/", ("expires", b"0"), ("file", b"Third", "a"))
        self.assertEqual(self.ask("GET", path(gone)).status, 404)
        self.assertIn("x-token", self.post("/", ("file", b"Third", "a")).headers)
        fixed = self.post("/", ("expires", str(int(time.time() * 1000) + 5000).encode()), ("file", b"Fourth", "a"))
        self.assertRegex(fixed.headers["x-expires"], r"\A\d{13}\Z")
        self.assertEqual(self.post("/", ("file", b"", "empty")).status, 200)
        for status, fields, text in ((400, [("expires", b"soon"), ("file", b"A", "a")], "Segmentation fault\n"),
                                     (400, [("file", b"A")], None),
                                     (415, [("file", b"MZ", "a")], "Segmentation fault\n"),
                                     (400, [("f", b"A", "a")], "f: unexpected field\n"),
                                     (413, [("file", b"A" * 1001, "a")], "Remote file too large (0.0 MiB > 0.0 MiB).")):
            with self.subTest(fields):
                refused = self.post("/", *fields)
                self.assertEqual((refused.status, text or refused.text), (status, refused.text))
        self.assertEqual(self.post("/", agent="curl/8").text, "User agent not allowed.\n")
        wrong = self.ask("PUT", "/", b"A")
        self.assertEqual((wrong.status, "POST" in wrong.headers["allow"]), (405, True))

    def test_filebin(self):
        self.start("--host", "filebin")
        cookie = {"Cookie": "a=b; verified=2024-05-24"}
        reply = self.ask("POST", "/abcdefgh12/.a%22%3B%20%20b%C3%A9.txt", b"Always")
        told = json.loads(reply.text)
        self.assertEqual((reply.status, told["file"]["filename"], told["file"]["bytes"]), (201, "_a__ b\u00e9.txt", 6))
        self.assertEqual((told["bin"]["id"], told["bin"]["bytes"], told["bin"]["files"]), ("abcdefgh12", 0, 0))
        self.assertRegex(told["bin"]["expired_at"], r"\A20\d\d-\d\d-\d\dT[\d:]{8}\.\d+Z\Z")
        self.assertEqual(told["file"]["sha256"], hashlib.sha256(b"Always").hexdigest())
        self.assertEqual(told["file"]["md5"], base64.b64encode(hashlib.md5(b"Always").digest()).decode())
        link = "/abcdefgh12/_a__%20b%C3%A9.txt"
        page = self.ask("GET", link)
        self.assertEqual((page.status, b"html" in page.body, "set-cookie" in page.headers), (200, True, True))
        for found in (self.ask("GET", link, **cookie), self.ask("GET", link, agent="curl/8.0")):
            self.assertEqual((found.status, found.body), (302, b""))
            place = found.headers["location"]
            self.assertEqual(self.ask("GET", place).body, b"Always")
            self.assertEqual(self.ask("HEAD", place).status, 403)
        self.assertEqual(self.ask("HEAD", link, **cookie).status, 405)
        self.assertEqual(len(json.loads(self.put(path="/abcdefgh12/" + "n" * 200).text)["file"]["filename"]), 120)
        for status, text, method, path, body in (
                (411, "content-length", "POST", "/abcdefgh12/a", None), (404, "page", "POST", "/abc.efgh/a", b"A"),
                (400, "the bin is too short", "POST", "/abc/a", b"A"), (400, "Empty", "POST", "/abcdefgh12/a", b""),
                (400, "the bin is too long", "POST", "/" + "a" * 61 + "/a", b"A"),
                (403, "Illegal file extension", "PUT", "/abcdefgh12/a.exe", b"A"),
                (404, "", "DELETE", "/abcdefgh12/other", None), (404, "", "DELETE", "/otherbin/a", None)):
            with self.subTest(path):
                refused = self.ask(method, path, body)
                self.assertEqual((refused.status, text in refused.text), (status, True))
        chunked = self.ask("POST", "/abcdefgh12/a", b"1\r\nA\r\n0\r\n\r\n", Transfer_Encoding="chunked")
        self.assertEqual(chunked.status, 411)
        self.assertEqual(self.put(path="/abcdefgh12/a", Content_MD5="x").text, "MD5 checksum did not match")
        self.assertEqual(self.put(path="/abcdefgh12/a", Content_SHA256="x").status, 400)
        self.assertEqual(self.ask("DELETE", link).status, 200)
        self.assertEqual((self.ask("GET", link, **cookie).status, self.ask("DELETE", link).status), (404, 404))
        self.assertEqual(self.ask("PUT", "/abcdefgh12", b"").status, 200)
        self.assertIn("locked", self.put(path="/abcdefgh12/a").text)
        self.assertEqual(self.ask("DELETE", "/abcdefgh12").status, 200)
        self.assertEqual(self.put(path="/abcdefgh12/a").status, 405)

    def test_pixeldrain(self):
        self.start("--host", "pixeldrain", "--limit", "pixeldrain=1000")
        mine, other = [{"Authorization": "Basic " + base64.b64encode(f":{key}".encode()).decode()} for key in KEYS]
        reply = self.put(b"Always", "/api/file/a%20b.txt", **mine)
        self.assertEqual(reply.status, 201)
        link = "/api/file/" + json.loads(reply.text)["id"]
        self.assertEqual((self.ask("GET", link).body, self.ask("HEAD", link).length), (b"Always", 6))
        info = json.loads(self.ask("GET", link + "/info").text)
        self.assertEqual((info["name"], info["size"], info["hash_sha256"]),
                         ("a b.txt", 6, hashlib.sha256(b"Always").hexdigest()))
        self.assertIn(b"html", self.ask("GET", link.replace("/api/file", "/u")).body)
        for status, value, path, body, headers in (
                (401, "authentication_required", "/api/file/a", b"A", {}),
                (401, "authentication_failed", "/api/file/a", b"A", {"Authorization": "Basic OmE="}),
                (401, "authentication_failed", "/api/file/a", b"A", {"Authorization": "Basic ?"}),
                (413, "file_too_large", "/api/file/a", b"A" * 1001, mine),
                (404, "not_found", "/api/files/a", b"A", mine),
                (413, "name_too_long", "/api/file/" + "a" * 256, b"A", mine)):
            with self.subTest(value, path=path[:20]):
                refused = self.put(body, path, **headers)
                said = json.loads(refused.text)
                self.assertEqual((refused.status, said["success"], said["value"]), (status, False, value))
        self.assertEqual([self.ask("DELETE", link, **headers).status for headers in ({}, other, mine, mine)],
                         [401, 403, 200, 404])
        self.assertEqual([self.ask("GET", link + end).status for end in ("", "/info")], [404, 404])

    def test_gofile(self):
        self.start("--host", "gofile")
        mine, other = [{"Authorization": "Bearer " + token} for token in ACCOUNTS]
        said = json.loads(self.give("/uploadfile").text)
        told = said["data"]
        self.assertEqual((said["status"], told["md5"], told["size"], told["name"]),
                         ("ok", hashlib.md5(b"Always").hexdigest(), 6, "photo.txt"))
        self.assertRegex(told["downloadPage"], rf"\A{self.url}/d/[A-Za-z0-9]{{6}}\Z")
        page = self.ask("GET", told["downloadPage"])
        self.assertEqual((page.status, b"html" in page.body, told["md5"] in page.text), (200, True, True))
        guest = {"Authorization": "Bearer " + told["guestToken"]}
        again = json.loads(self.give("/uploadfile", **guest).text)["data"]
        self.assertEqual(again["guestToken"], told["guestToken"])
        own = json.loads(self.give("/uploadfile", ("folderId", b"root-of-a"), **mine).text)["data"]
        self.assertNotIn("guestToken", own)
        for status, word, fields, headers in (
                (404, "error-notFound", [("folderId", b"root-of-b")], mine), (404, "error-notFound", [("folderId", b"a")], {}),
                (401, "error-auth", [], {"Authorization": "Bearer x"}), (401, "error-auth", [], {"Authorization": "x y"}),
                (401, "error-auth", [("token", b"x")], {}), (400, "error-badRequest", [("folderId", b"?")], {})):
            with self.subTest(word, fields=fields):
                refused = self.give("/uploadfile", *fields, **headers)
                self.assertEqual((refused.status, json.loads(refused.text)["status"]), (status, word))

        def delete(headers, body=None):
            body = body or json.dumps({"contentsId": told["id"]}).encode()
            reply = self.ask("DELETE", "/contents", body, **headers)
            said = json.loads(reply.text)
            return reply.status, said["data"].get(told["id"], said)["status"]
        self.assertEqual([delete({}), delete(guest, b"{}"), delete(other), delete(guest), delete(guest)],
                         [(401, "error-auth"), (400, "error-badRequest"), (200, "error-owner"), (200, "ok"),
                          (200, "error-notFound")])
        self.assertEqual(self.ask("GET", told["downloadPage"]).status, 404)

    def test_tempsh(self):
        self.start("--host", "tempsh", "--limit", "tempsh=1000")
        link = self.give("/upload").text
        self.assertRegex(link, rf"\A{self.url}/[A-Za-z0-9]{{5}}/photo\.txt\Z")
        self.assertIn(b"html", self.ask("GET", link).body)
        self.assertEqual((self.ask("POST", link, b"").body, self.ask("POST", link, b"A").status), (b"Always", 400))
        self.assertEqual(self.ask("POST", link, b"", Range="bytes=0-0").status, 200)
        self.assertEqual([self.ask(method, self.url + path, body).status for method, path, body in (
            ("GET", "/upload", None), ("GET", "/aBcDe/a", None), ("POST", "/aBcDe/a", b""), ("DELETE", "/aBcDe/a", None))],
            [405, 404, 404, 405])
        self.assertEqual(self.give("/upload", data=BIG).status, 413)
        folder, _, name = self.post("/upload", ("file", b"Always", "a%20{b}.txt")).text.rpartition("/")
        self.assertEqual(name, "a%20{b}.txt")
        self.assertEqual([self.ask("POST", f"{folder}/{name}", b"").status
                          for name in ("a%20%7Bb%7D.txt", "a%2520%7Bb%7D.txt")], [404, 200])

    def test_rustypaste(self):
        self.start("--host", "rustypaste", "--host", "rustypaste-private", "--limit", "rustypaste=1000")
        link = self.give("/").text
        self.assertRegex(link, rf"\A{self.url}/[a-z]+-[a-z]+[0-9]+\.txt\n\Z")
        self.assertEqual(self.ask("GET", link.strip()).body, b"Always")
        self.assertEqual(self.give("/", Filename="a.b", Expire="1h30min").text, f"{self.url}/a.b\n")
        odd = self.post("/", ("file", b"Always", "a.b#c")).text.strip()
        self.assertRegex(odd, r"[0-9]\.b#c\Z")
        self.assertEqual(self.ask("GET", odd.replace("#", "%23")).body, b"Always")
        for status, text, headers in ((409, "file already exists\n", {"Filename": "a.b"}),
                                      (500, "time unit needed", {"Expire": "60"})):
            refused = self.give("/", **headers)
            self.assertEqual((refused.status, text in refused.text), (status, True))
        for status, text, data, field in ((400, "invalid file size", b"", "file"), (415, "not permitted", b"MZ", "file"),
                                          (413, "upload limit exceeded", BIG, "file"),
                                          (400, "invalid form field", b"A", "files")):
            refused = self.give("/", data=data, field=field)
            self.assertEqual((refused.status, text in refused.text), (status, True), text)
        for method in ("HEAD", "GET"):
            once = self.give("/", field="oneshot").text.strip()
            self.assertEqual([self.ask(method, once).status for _ in range(2)], [200, 404])
        gone = self.ask("DELETE", link.strip(), Authorization="c8MfXh1GsJ5uDp3A")
        self.assertEqual((gone.status, gone.body), (404, b""))
        closed = self.urls["rustypaste-private"] + "/"
        self.assertEqual([self.give(closed, **({"Authorization": token} if token else {})).status
                          for token in (None, "wrong", "Zk4vN9wQe2Lr7TyB", "Bearer Zk4vN9wQe2Lr7TyB")],
                         [401, 401, 200, 200])
        self.assertEqual(self.give(closed, data=b"A" * 20000, Authorization="Zk4vN9wQe2Lr7TyB").status, 507)
        link = self.give(closed, Authorization="Zk4vN9wQe2Lr7TyB").text.strip()
        self.assertEqual([self.ask("DELETE", link, Authorization=token).status
                          for token in ("Zk4vN9wQe2Lr7TyB", "c8MfXh1GsJ5uDp3A", "c8MfXh1GsJ5uDp3A")], [401, 200, 404])

    def test_transfersh(self):
        self.start("--host", "transfersh", "--host", "transfersh-private", "--limit", "transfersh=1000")
        reply = self.put(b"Always", "/a%20b%3F.txt")
        self.assertRegex(reply.text, rf"\A{self.url}/[A-Za-z0-9]{{10}}/a%20b%3F\.txt\Z")
        self.assertRegex(reply.headers["retry-after"], "GMT$")
        got = self.ask("GET", reply.text)
        self.assertEqual((got.body, got.headers["x-remaining-downloads"], got.headers["x-remaining-days"]),
                         (b"Always", "n/a", "n/a"))
        self.assertIn(b"html", self.ask("GET", reply.text, Accept="text/html, */*").body)
        delete = reply.headers["x-url-delete"]
        self.assertTrue(delete.startswith(reply.text + "/"))
        self.assertEqual([self.ask("DELETE", url).status for url in (delete + "x", delete, delete)], [404, 200, 404])
        self.assertEqual(self.ask("GET", reply.text).status, 404)
        link = self.put(b"Always", "/put/a", Max_Downloads="2", Max_Days="3").text
        heads = [self.ask("HEAD", link) for _ in range(3)]
        self.assertEqual({(head.status, head.headers["x-remaining-downloads"], head.headers["x-remaining-days"])
                          for head in heads}, {(200, "2", "3")})
        self.assertEqual([self.ask("GET", link, Range="bytes=0-0").status for _ in range(3)], [206, 206, 404])
        self.assertEqual(self.ask("HEAD", link).status, 404)
        link = self.put(b"Always", "/upload/a", Max_Downloads="many", Max_Days="soon").text
        self.assertEqual(self.ask("GET", link).headers["x-remaining-downloads"], "n/a")
        chunked = self.put(b"6\r\nAlways\r\n0\r\n\r\n", "/a", Transfer_Encoding="chunked")
        self.assertEqual(self.ask("GET", chunked.text).body, b"Always")
        for status, text, path, body, headers in (
                (400, "Could not upload empty file\n", "/a", b"", {}),
                (413, "Request Entity Too Large\n", "/a", BIG, {}),
                (400, "Invalid MaxDate, make sure Max-Days is smaller than 290 years\n", "/a", b"A",
                 {"Max_Days": "200000"}), (405, None, "/a/b/c", b"A", {}), (405, None, "/a/b", b"A", {})):
            with self.subTest(path):
                refused = self.put(body, path, **headers)
                self.assertEqual((refused.status, text or refused.text), (status, refused.text))
        closed = self.urls["transfersh-private"]
        refused = self.put(url=closed)
        self.assertEqual((refused.status, refused.headers["www-authenticate"]), (401, 'Basic realm="Restricted"'))
        pair = base64.b64encode(b"user:open sesame").decode()
        self.assertEqual(self.put(url=closed, Authorization="Basic " + pair).status, 200)

    def test_termbin(self):
        self.start("--host", "termbin")
        for data, kept in ((b"Always\n", b"Always\n"), (b"GET the\n", b"GET the\n"), (b"G", b"G"), (b"a\0b", b"a"),
                           (b"A" * 32767, b"A" * 32767)):
            with self.subTest(data[:10]):
                got, reset = self.converse(data)
                self.assertRegex(got, rb"\A%s/[a-z0-9]{4}\n\0\Z" % self.url.encode())
                self.assertFalse(reset)
                self.assertEqual(self.ask("GET", got.decode().strip("\n\0")).body, kept)
        self.assertEqual(self.converse(b""), (b"", False))
        got, reset = self.converse(b"A" * 40000)
        self.assertTrue(reset)
        if got:     # a reset may overtake what was sent before it
            self.assertEqual(got[-2:], b"\n\0")
            self.assertEqual(len(self.ask("GET", got.decode().strip("\n\0")).body), 32767)
        before = time.monotonic()
        self.assertTrue(self.converse(b"Always", ends=False)[0].startswith(b"http"))
        self.assertGreater(time.monotonic() - before, 4)
        self.assertEqual(self.ask("GET", "/nothere").status, 404)
        first = self.log()[0]
        self.assertEqual((first["method"], first["body_bytes"], first["cut"]), ("TCP", 7, False))
        ends = [line["half_closed"] for line in self.log() if line["method"] == "TCP"]
        self.assertEqual((ends[0], ends[-1]), (True, False))

    def test_termbin_faults(self):
        self.start("--host", "termbin", "--fault", "termbin/upload=prose;close;reset;stall,at=answer,seconds=0.1;"
                   "answer-then-reset;corrupt;garbage")

        prose, closed, reset, slow, half, corrupt, garbage = [self.converse(b"Always") for _ in range(7)]
        self.assertEqual((prose[0][:5], closed, reset), (b"Sorry", (b"", False), (b"", True)))
        self.assertTrue(slow[0].startswith(b"http") and half[0].startswith(b"http") and half[1])
        self.assertEqual(self.ask("GET", corrupt[0].decode().strip("\n\0")).body, b"Alwbys".replace(b"b", b"`"))
        self.assertTrue(garbage[0].startswith(b"SSH"))

    def test_linx(self):
        self.start("--host", "linx", "--host", "linx-private", "--limit", "linx=1000")
        plain = self.put(b"Always", "/upload/My%20Notes.TXT")
        self.assertEqual((plain.status, plain.text), (200, self.url + "/mynotes.txt\n"))
        reply = self.put(b"Always", "/upload/my%20notes.txt", Accept="application/json", Linx_Expiry="60")
        told = json.loads(reply.text)
        self.assertEqual((told["url"], told["direct_url"], told["filename"], told["size"]),
                         (self.url + "/mynotes1.txt", self.url + "/selif/mynotes1.txt", "mynotes1.txt", "6"))
        self.assertEqual(told["sha256sum"], hashlib.sha256(b"Always").hexdigest())
        self.assertAlmostEqual(int(told["expiry"]), time.time() + 60, delta=5)
        self.assertEqual(self.ask("GET", told["direct_url"]).body, b"Always")
        self.assertIn(b"html", self.ask("GET", told["url"]).body)
        self.assertEqual(self.ask("GET", told["url"], agent="curl/8.0").body, b"Always")
        key = {"Linx_Delete_Key": told["delete_key"]}
        again = json.loads(self.put(b"Other", "/upload/mynotes1.txt", Accept="application/json", **key).text)
        self.assertEqual((again["filename"], again["expiry"]), ("mynotes1.txt", "0"))
        random = self.put(b"Always", "/upload/a.tar.gz", Linx_Randomize="yes").text
        self.assertRegex(random, r"/[a-z0-9]{8}\.tar\.gz\n\Z")
        self.assertRegex(self.put(b"Always", "/upload/%C3%A9").text, r"/[a-z0-9]{8}\.txt\n\Z")
        for status, text, path, body in (
                (500, "Could not upload file: http: request body too large", "/upload/a", b"A" * 1001),
                (500, "Could not upload file: Prohibited filename", "/upload/index.html", b"A"),
                (400, "Empty file", "/upload/a", b""), (404, None, "/a", b"A")):
            with self.subTest(path):
                refused = self.put(body, path)
                self.assertEqual((refused.status, text or refused.text), (status, refused.text))
                if text:
                    self.assertEqual(json.loads(self.put(body, path, Accept="application/json").text), {"error": text})
        self.assertEqual(self.ask("POST", "/upload", b"A").status, 400)
        path = "/mynotes1.txt"
        self.assertEqual([self.ask("DELETE", path, **headers).status for headers in ({}, key, key)], [401, 200, 404])
        self.assertEqual(self.ask("GET", told["direct_url"]).status, 404)
        closed = self.urls["linx-private"]
        self.assertEqual(self.put(b"A", "/upload/a", url=closed).status, 401)
        reply = self.put(b"A", "/upload/a", url=closed, Accept="application/json", Linx_Expiry="90000",
                         Linx_Api_Key=PrivateLinx.keys[0])
        self.assertAlmostEqual(int(json.loads(reply.text)["expiry"]), time.time() + 86400, delta=5)

    def test_plik(self):
        self.start("--host", "plik", "--host", "plik-private", "--host", "plik-once", "--limit", "plik=1000")

        def make(body, url=None, **headers):
            return self.ask("POST", "/upload", json.dumps(body).encode(), url=url, **headers)

        def add(made, body=b"Always", name="a b.txt", field="file", url=None):
            return self.post(f"/file/{made['id']}", (field, body, name), url=url, X_UploadToken=made["uploadToken"])

        made = json.loads(make({"ttl": 60, "oneShot": False}).text)
        self.assertEqual((made["ttl"], made["oneShot"], made["downloadDomain"]), (60, False, ""))
        told = json.loads(add(made).text)
        self.assertEqual((told["fileName"], told["fileMd5"]), ("a b.txt", hashlib.md5(b"Always").hexdigest()))
        link = f"/file/{made['id']}/{told['id']}/a%20b.txt"
        self.assertEqual([self.ask("GET", link).body for _ in range(2)], [b"Always"] * 2)
        other = link.replace("a%20b", "b")
        self.assertIn("err=invalid%20file%20name", self.ask("GET", other).headers["location"])
        self.assertEqual(self.ask("GET", other, agent="curl/8.0").text, "invalid file name\n")
        token = {"X_UploadToken": made["uploadToken"]}
        self.assertEqual([self.ask("DELETE", link, **headers).status for headers in ({}, token)], [403, 200])
        self.assertEqual(self.ask("GET", link, agent="curl/8.0").status, 404)
        once = json.loads(make({"oneShot": True, "removable": True}).text)
        told = json.loads(add(once).text)
        link = f"/file/{once['id']}/{told['id']}/a%20b.txt"
        self.assertEqual([self.ask(method, link, agent="curl/8.0").status
                          for method in ("HEAD", "HEAD", "GET", "GET")], [200, 200, 200, 404])
        self.assertEqual(self.ask("DELETE", link).status, 200)
        self.assertEqual(add(made, b"A" * 1001).text, "file too big (limit is set to 1.0 kB)\n")
        for status, word, reply in (
                (400, "invalid TTL", make({"ttl": 9999999})), (400, "infinite TTL", make({"ttl": -1})),
                (400, "oneShot", make({"oneShot": "yes"})), (400, "deserialize", make([])),
                (403, "not allowed", self.post(f"/file/{made['id']}", ("file", b"A", "a"))),
                (404, "not found", add({**made, "id": "nothere"})), (400, "f:", add(made, field="f")),
                (400, "multipart", self.ask("POST", f"/file/{made['id']}", b"A", **token)),
                (400, "disabled", make({}, url=self.urls["plik-private"])),
                (403, "invalid token", make({}, url=self.urls["plik-private"], X_PlikToken="x"))):
            with self.subTest(word):
                self.assertEqual((reply.status, word in reply.text), (status, True))
        self.assertTrue(json.loads(make({}, url=self.urls["plik-once"]).text)["oneShot"])
        closed = self.urls["plik-private"]
        made = json.loads(make({}, url=closed, X_PlikToken=PrivatePlik.tokens[0]).text)
        self.assertEqual(made["downloadDomain"], closed.replace("127.0.0.1", "localhost"))
        told = json.loads(add(made, url=closed).text)
        link = f"/file/{made['id']}/{told['id']}/a%20b.txt"
        self.assertIn("Invalid download domain", self.ask("GET", link, url=closed, agent="curl/8.0").text)
        port = closed.rpartition(":")[2]
        got = self.send(f"GET {link} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode(), closed)
        self.assertEqual(got.body, b"Always")

    def test_webdav(self):
        self.start("--host", "webdav", "--host", "webdav-private", "--host", "webdav-public", "--host", "webdav-digest",
                   "--host", "webdav-careless", "--limit", "webdav=1000")
        only_new = {"If_None_Match": "*"}
        for status, method, path, headers in (
                (409, "PUT", "/dav/a/b.txt", {}), (403, "PUT", "/b.txt", {}), (409, "MKCOL", "/dav/a/b/", {}),
                (400, "MKCOL", "/dav/a", {}), (201, "MKCOL", "/dav/a/", {}), (405, "MKCOL", "/dav/a/", {}),
                (201, "PUT", "/dav/a/b.txt", only_new), (412, "PUT", "/dav/a/b.txt", only_new),
                (204, "PUT", "/dav/a/b.txt", {}), (405, "PUT", "/dav/a", {}),
                (400, "PUT", "/dav/c", {"If_None_Match": "x"}),
                (200, "HEAD", "/dav/a/b.txt", {}), (301, "GET", "/dav/a", {}), (403, "GET", "/dav/a/", {}),
                (207, "PROPFIND", "/dav/a/", {"Depth": "0"}), (403, "PROPFIND", "/dav/a/", {}),
                (404, "PROPFIND", "/dav/c/", {"Depth": "0"}), (204, "DELETE", "/dav/a/b.txt", {}),
                (404, "DELETE", "/dav/a/b.txt", {}), (404, "HEAD", "/dav/a/b.txt", {})):
            with self.subTest((status, method, path)):
                body = b"Always" if method == "PUT" else None
                self.assertEqual(self.ask(method, path, body, **headers).status, status)
        self.assertEqual(self.put(b"A" * 1001, "/dav/a").status, 413)
        self.assertEqual(self.ask("MKCOL", "/dav/c/", b"A").status, 415)
        key = {"Authorization": "Basic " + base64.b64encode(b"ann:open sesame").decode()}
        for kind, read, challenge in (("private", 401, "Basic"), ("public", 200, "Basic"), ("digest", 401, "Digest")):
            with self.subTest(kind):
                url = self.urls[f"webdav-{kind}"]
                refused = self.put(b"Always", "/dav/a", url=url)
                self.assertEqual((refused.status, refused.headers["www-authenticate"].split(" ")[0]), (401, challenge))
                self.assertEqual(self.put(b"Always", "/dav/a", url=url, **key).status, 401 if kind == "digest" else 201)
                self.assertEqual(self.ask("GET", "/dav/a", url=url).status, read)
        careless = self.urls["webdav-careless"]
        self.assertEqual([self.put(b"A", "/dav/x/y/a", url=careless, **only_new).status for _ in range(2)], [201, 204])
        self.assertEqual(self.ask("PROPFIND", "/dav/", url=careless, Depth="0").status, 405)

    def test_tus(self):
        self.start("--host", "tus", "--host", "tus-plain", "--host", "tus-private", "--host", "tus-other",
                   "--host", "tus-elsewhere", "--limit", "tus=1000")
        bytes_kind = {"Content_Type": "application/offset+octet-stream"}

        def ask(method, path, body=None, **headers):
            return self.ask(method, path, body, Tus_Resumable="1.0.0", **headers)

        def make(**headers):
            return ask("POST", "/files/", b"", **headers)

        def patch(link, offset, body, **headers):
            return ask("PATCH", link, body, Upload_Offset=str(offset), **{**bytes_kind, **headers})

        told = self.ask("OPTIONS", "/files/")
        self.assertEqual((told.status, told.headers["tus-max-size"]), (204, "1000"))
        link = make(Upload_Length="6", Upload_Metadata="filetype dGV4dC9jc3Y=").headers["location"]
        self.assertEqual(patch(link, 0, b"Alw").headers["upload-offset"], "3")
        self.assertEqual(patch(link, 0, b"Alw").status, 409)
        found = ask("HEAD", link)
        self.assertEqual((found.headers["upload-offset"], found.headers["upload-length"]), ("3", "6"))
        self.assertEqual(self.ask("GET", link).status, 404)
        right, wrong = (base64.b64encode(hashlib.sha1(text).digest()).decode() for text in (b"ays", b"axs"))
        for status, checksum in ((460, f"sha1 {wrong}"), (400, f"md5 {wrong}"), (204, f"sha1 {right}")):
            self.assertEqual(patch(link, 3, b"ays", Upload_Checksum=checksum).status, status)
        got = self.ask("GET", link)
        self.assertEqual((got.body, got.headers["content-type"]), (b"Always", "text/csv"))
        self.assertEqual([ask("DELETE", link).status for _ in range(2)], [204, 404])
        self.assertEqual(ask("HEAD", link).status, 404)
        for status, headers in ((400, {}), (400, {"Upload_Length": "1", "Upload_Defer_Length": "1"}),
                                (413, {"Upload_Length": "1001"}), (400, {"Upload_Length": "x"}),
                                (400, {"Upload_Length": "1", "Upload_Metadata": "name \u00e9"}),
                                (400, {"Upload_Length": "1", "Upload_Concat": "whole"})):
            with self.subTest(headers):
                self.assertEqual(make(**headers).status, status)
        self.assertEqual(self.ask("POST", "/files/", b"", Upload_Length="1").status, 412)
        late = make(Upload_Defer_Length="1").headers["location"]
        self.assertEqual(patch(late, 0, b"A", Content_Type="text/plain").status, 415)
        self.assertEqual(patch(late, 0, b"Al").status, 204)
        self.assertEqual(ask("HEAD", late).headers["upload-defer-length"], "1")
        self.assertEqual(patch(late, 2, b"ways", Upload_Length="6").status, 204)
        self.assertEqual(self.ask("GET", late).body, b"Always")
        parts = [ask("POST", "/files/", text, Upload_Length=str(len(text)), Upload_Concat="partial", **bytes_kind)
                 for text in (b"Alw", b"ays")]
        self.assertEqual(parts[0].headers["upload-offset"], "3")
        parts = [part.headers["location"] for part in parts]
        final = make(Upload_Concat="final;" + " ".join(parts))
        self.assertEqual(self.ask("GET", final.headers["location"]).body, b"Always")
        self.assertEqual(self.ask("GET", parts[0]).status, 404)
        self.assertEqual(make(Upload_Concat=f"final;{parts[0]} {late}").status, 400)
        plain, private = self.urls["tus-plain"], self.urls["tus-private"]
        self.assertEqual(self.ask("OPTIONS", "/files/", url=plain).status, 404)
        self.assertRegex(make(url=plain, Upload_Length="1").headers["location"], r"\A/files/[a-z0-9]+\Z")
        self.assertEqual(make(url=plain, Upload_Defer_Length="1").status, 400)
        self.assertEqual(make(url=private, Upload_Length="1").status, 401)
        made = make(url=private, Upload_Length="1", Authorization="Bearer Xq7-token-of-ann")
        self.assertRegex(made.headers["location"], r"\A[a-z0-9]+\Z")
        self.assertIn("//localhost:", make(url=self.urls["tus-elsewhere"], Upload_Length="1").headers["location"])
        self.assertEqual(make(url=self.urls["tus-other"], Upload_Length="1").status, 412)

    def test_haste(self):
        self.start("--host", "haste", "--limit", "haste=1000")
        reply = self.ask("POST", "/documents", b"Always \xc3\xa9\n")
        key = json.loads(reply.text)["key"]
        self.assertEqual(reply.headers["x-ratelimit-limit"], "500")
        got = self.ask("GET", "/raw/" + key)
        self.assertEqual((got.status, got.headers["transfer-encoding"], "content-length" in got.headers),
                         (200, "chunked", False))
        self.assertIn("lways \u00e9\n".encode(), got.body)
        self.assertEqual(self.ask("GET", "/raw/" + key, Range="bytes=0-0").status, 200)
        self.assertNotIn("content-length", self.ask("HEAD", "/raw/" + key).headers)
        self.assertIn(b"html", self.ask("GET", "/" + key).body)
        latin = json.loads(self.ask("POST", "/documents", b"\xe9t\xe9").text)["key"]
        self.assertIn("\ufffdt\ufffd".encode()[1:], self.ask("GET", "/raw/" + latin).body)
        for nothing in (self.ask("POST", "/documents", b""), self.post("/documents", ("file", b"Always", "a"))):
            self.assertEqual(self.ask("GET", "/raw/" + json.loads(nothing.text)["key"]).status, 404)
        refused = self.ask("POST", "/documents", b"A" * 1001)
        self.assertEqual((refused.status, refused.text), (400, '{"message":"Document exceeds maximum length."}'))
        self.assertEqual(self.ask("GET", "/raw/nothere").text, '{"message":"Document not found."}')

    def test_x0at(self):
        self.start("--host", "x0at", "--limit", "x0at=1000")
        new = self.post("/", ("file", b"Always", "a.tar.gz"), agent="curl/8")
        self.assertRegex(new.text, rf"\A{self.url}/[A-Za-z0-9]{{3}}\.gz\n\Z")
        self.assertEqual(self.post("/", ("id_length", b"24"), ("file", b"Always", "b")).text, new.text)
        self.assertEqual(self.ask("GET", new.text.strip()).body, b"Always")
        for asked, length in ((b"24", 24), (b"100", 24), (b"1", 3)):
            link = self.post("/", ("id_length", asked), ("file", b"Length" + asked, "noext")).text
            self.assertRegex(link, rf"/[A-Za-z0-9]{{{length}}}\n\Z")
        kept = self.post("/", ("keep_name", b""), ("file", b"Kept", "\u00e9 (1).toolongext")).text.strip()
        self.assertRegex(kept, r"/%C3%A9__1__[A-Za-z0-9]{3}\Z")
        self.assertEqual(self.ask("GET", kept).body, b"Kept")
        self.assertEqual(self.post("/", ("file", b"One", "1"), ("file", b"Two", "2")).text.count(self.url), 2)
        self.assertRegex(self.post("/", ("formatted", b""), ("file", b"Page", "1")).text, r"\A<pre>.*</pre>\n\Z")
        for status, fields, text in ((403, [("file", b"A", "a.exe")], "403 Forbidden File type not allowed."),
                                     (403, [("file", b"MZ", "a")], "403 Forbidden Your upload was rejected."),
                                     (400, [("file", b"A" * 1001, "a")], "A payload reached size limit."),
                                     (400, [("id_length", b"+5"), ("file", b"A", "a")], None),
                                     (200, [("files", b"A", "a")], ""), (200, [("file", b"", "empty")], None)):
            with self.subTest(fields):
                answer = self.post("/", *fields)
                self.assertEqual((answer.status, text if text is not None else answer.text), (status, answer.text))
        self.assertEqual(self.put().status, 405)

    def test_uguu(self):
        self.start("--host", "uguu", "--limit", "uguu=1000")
        good = ("files[]", b"Always", "a b.tar.gz")
        reply = self.post("/upload?output=json", good, agent="curl/8")
        self.assertIn(r"http:\/\/", reply.text)
        self.assertEqual(json.loads(reply.text)["success"], True)
        file, = json.loads(reply.text)["files"]
        self.assertRegex(file["url"], rf"\A{self.url}/[A-Za-z]{{8}}\.tar\.gz\Z")
        self.assertEqual((file["size"], file["dupe"]), (6, False))
        self.assertEqual(set(file), {"hash", "filename", "url", "size", "dupe"})
        self.assertEqual(self.ask("GET", file["url"]).body, b"Always")
        self.assertRegex(self.post("/upload.php?output=text", good).text, rf"\A{self.url}/\w{{8}}\.tar\.gz\n\Z")
        self.assertEqual(json.loads(self.post("/upload?output=nonsense", good).text)["success"], True)
        for status, path, fields, text in (
                (415, "/upload", [("files[]", b"A", "a.exe")], "Filetype not allowed"),
                (415, "/upload", [("files[]", b"<html>", "a.txt")], "Filetype not allowed"),
                (200, "/upload", [("files[]", b"A", "a.EXE")], None),
                (200, "/upload", [("files[]", b"", "empty")], None),
                (400, "/upload", [("file", b"A", "a")], "No input file(s)"),
                (500, "/upload", [("files", b"A", "a")], "Server error."),
                (500, "/upload", [good, good], "Failed to move file to destination."),
                (500, "/upload", [("files[]", b"A" * 1001, "a")], "Server error."),
                (500, "/upload?output=csv", [good], "Server error.")):
            with self.subTest(fields):
                answer = self.post(path, *fields)
                told = json.loads(answer.text)
                self.assertEqual((answer.status, told.get("description"), told.get("errorcode", 200)),
                                 (status, text, status))
        self.assertEqual(self.post("/upload?output=text", ("files[]", b"A", "a.jar")).text,
                         "ERROR: (415) Filetype not allowed")
        self.assertIn("nginx", self.post("/upload", ("files[]", b"A" * 100_000, "a")).text)
        self.assertEqual(json.loads(self.post("/upload", good, agent=None).text)["description"], "Server error.")

    def test_pomf(self):
        self.start("--host", "pomf", "--limit", "pomf=1000", "--fault", "pomf/upload=ok;corrupt")
        good = ("files[]", b"Always", "a b.txt")
        file, = json.loads(self.post("/upload.php", good, agent=None).text)["files"]
        self.assertRegex(file.pop("url"), rf"\A{self.url}/\w{{6}}\.txt\Z")
        self.assertEqual(file, {"hash": hashlib.sha1(b"Always").hexdigest(), "name": "a b.txt", "size": "6"})
        file, = json.loads(self.post("/upload.php", good).text)["files"]
        self.assertNotEqual(file["hash"], hashlib.sha1(b"Always").hexdigest())
        large = self.post("/upload.php", ("files[]", b"A" * 1001, "a"))
        self.assertEqual((large.status, large.body), (500, b""))
        refused = self.post("/upload.php", ("files[]", b"A", "a.svg"))
        self.assertEqual((refused.status, json.loads(refused.text)["description"]), (415, "Filetype not allowed."))
        self.assertEqual(self.post("/upload", good).status, 404)

    def test_tmpfilelink(self):
        self.start("--host", "tmpfilelink", "--limit", "tmpfilelink=1000")
        file = ("file", b"Always", "\u00e9 #1.txt")
        told = json.loads(self.post("/api/upload", file).text)
        raw = told.pop("downloadLink")
        self.assertRegex(raw, rf"\A{self.url}/public/\d{{4}}-\d\d-\d\d/[0-9a-f-]{{36}}/\u00e9 #1\.txt\Z")
        encoded = told.pop("downloadLinkEncoded")
        self.assertRegex(encoded, rf"\A{self.url}/public%2F[^/]*%2F%C3%A9%20%231\.txt\Z")
        self.assertEqual(told, {"fileName": "\u00e9 #1.txt", "size": 6, "type": "application/octet-stream",
                                "uploadedTo": "public"})
        for link in (encoded, encoded.replace("%2F", "/")):
            self.assertEqual(self.ask("GET", link).body, b"Always")
        words = {"X_User_Id": "me", "X_Auth_Token": "secret"}
        self.assertEqual(json.loads(self.post("/api/upload", file, **words).text)["uploadedTo"], "user: me")
        self.assertEqual(self.post("/api/upload", file, X_User_Id="me").status, 401)
        for status, fields in ((413, [("file", b"A" * 1001, "a")]), (400, [("files", b"A", "a")])):
            self.assertEqual(self.post("/api/upload", *fields).status, status)

    def test_tmpfilesorg(self):
        self.start("--host", "tmpfilesorg", "--limit", "tmpfilesorg=1000")
        path, file = "/api/v1/upload", ("file", b"Always", "A B.txt")
        told = json.loads(self.post(path, ("expire", b"60"), file).text)
        page = told["data"]["url"]
        self.assertEqual(told["status"], "success")
        self.assertRegex(page, rf"\A{self.url}/\d+/a_b\.txt\Z")
        self.assertIn("<html>", self.ask("GET", page).text)
        self.assertEqual(self.ask("GET", page.replace(self.url, self.url + "/dl")).body, b"Always")
        self.assertIn("<html>", self.ask("GET", "/dl/1/nothere").text)
        self.assertEqual((self.ask("GET", path).status, self.ask("GET", path).headers["allow"]), (405, "POST"))
        for status, fields in ((200, [file]), (200, [("expire", b"172800"), file]), (422, [("expire", b"59"), file]),
                               (422, [("expire", b"172801"), file]), (422, [("expire", b"1h"), file]),
                               (422, [("expire", b"60")]), (413, [("file", b"A" * 1001, "a")])):
            with self.subTest(fields):
                self.assertEqual(self.post(path, *fields).status, status)

    def test_senditsh(self):
        self.start("--host", "senditsh", "--limit", "senditsh=1000")
        reply = self.put(path="/a%20b.txt")
        self.assertRegex(reply.text, rf"\n  {self.url}/[A-Za-z0-9]{{5}}/a%20b\.txt\n")
        link = reply.text.split()[-1]
        self.assertEqual([self.ask("HEAD", link).status, self.ask("GET", link).body, self.ask("GET", link).status],
                         [200, b"Always the same\n", 404])
        self.assertEqual([self.put(path="/").status, self.put(b"A" * 1001).status, self.post("/", self.GOOD[1]).status],
                         [400, 413, 405])

    def test_bashupload(self):
        self.start("--host", "bashupload", "--limit", "bashupload=400000")

        def link(reply):
            return reply.text.partition("wget ")[2].split()[0]

        reply = self.put(b"A" * 300_000, "/a-b.txt")
        self.assertIn("\nUploaded 1 file, 300 000 bytes\n\nwget ", reply.text)
        self.assertRegex(link(reply), rf"\A{self.url}/[\w-]{{5}}/a_b\.txt\Z")
        self.assertEqual(len(self.ask("GET", link(reply) + "?download=1", Accept="text/html").body), 300_000)
        self.assertRegex(link(self.put(path="/a-rather-long-name.txt")), r"/[\w-]{5}/[\w-]{5}\.txt\Z")
        for method, headers in (("GET", {}), ("HEAD", {}), ("GET", {"Range": "bytes=0-0"})):
            with self.subTest((method, headers)):
                once = link(self.put())
                self.assertIn(self.ask(method, once, **headers).status, (200, 206))
                self.assertEqual(self.ask("GET", once).status, 404)
        page = link(self.put())
        self.assertIn("<html>", self.ask("GET", page, Accept="text/html").text)
        self.assertEqual(self.ask("GET", page).status, 200)
        empty = self.put(b"")
        self.assertEqual((empty.status, empty.body), (200, b""))
        told = json.loads(self.post("/", ("json", b"true"), ("file", b"A" * 1000, "a b")).text)
        self.assertEqual(told["file"]["size"], "1 000")
        self.assertEqual(self.ask("GET", told["file"]["url"]).body, b"A" * 1000)
        self.assertIn("nginx", self.put(b"A" * 500_000).text)

    def test_bashupload_r2(self):
        self.start("--host", "bashupload-r2", "--limit", "bashupload-r2=1000")
        reply = self.put(path="/ignored", Content_Type="text/plain")
        link = reply.text.split("\n")[2]
        self.assertRegex(link, rf"\A{self.url}/[a-z0-9]{{6}}\.txt\Z")
        self.assertEqual(reply.headers["x-one-time-upload"], "true")
        self.assertEqual(self.ask("HEAD", link).status, 405)
        got = self.ask("GET", link, Range="bytes=0-0")
        self.assertEqual((got.status, got.body), (200, b"Always the same\n"))
        self.assertEqual(got.headers["x-one-time-download"], "true")
        self.assertEqual(self.ask("GET", link).text, "File not found\n")
        timed = self.put(X_Expiration_Seconds=60)
        link = timed.text.split("\n")[2]
        self.assertEqual(timed.headers["x-one-time-upload"], "false")
        self.assertEqual([self.ask("GET", link).status for _ in range(2)], [200, 200])
        form = self.post("/", self.GOOD[1]).text.split("\n")[2]
        self.assertTrue(form.endswith(".txt") and BOUNDARY.encode() in self.ask("GET", form).body)
        self.assertEqual([self.put(b"A" * 1001).status, self.put(b"").status, self.ask("DELETE", "/a").status,
                          self.put(b"0\r\n\r\n", Transfer_Encoding="chunked").status], [413, 200, 405, 500])
        self.assertEqual(json.loads(self.ask("GET", "/api/config").text)["maxUploadSize"], 1000)

    def test_digest_and_proxy_and_names(self):
        self.start("--host", "digest", "--host", "proxy", "--host", "plain:second")
        self.assertEqual(json.loads(self.put(BIG).text),
                         {"url": self.url + "/a.txt", "sha256": hashlib.sha256(BIG).hexdigest(),
                          "md5": hashlib.md5(BIG).hexdigest(), "size": len(BIG)})
        for line in (b"GET http://x/ HTTP/1.1", b"CONNECT x:443 HTTP/1.1"):
            self.assertEqual(self.send(line + b"\r\nHost: x\r\n\r\n", self.urls["proxy"]).status, 407)
        self.assertIn("second", self.urls)

    def dropbox(self, route, argument, body=None, token=dropbox.ACCESS, **headers):
        """The status, and the JSON of the answer (its text where it is none)."""
        text = json.dumps(argument)
        if route.startswith("files/upload"):
            headers = {"Dropbox_API_Arg": text, "Content_Type": "application/octet-stream", **headers}
        else:
            body, headers = text.encode(), {"Content_Type": "application/json", **headers}
        reply = self.ask("POST", "/2/" + route, body or b"", Authorization=f"Bearer {token}", **headers)
        try:
            return reply.status, json.loads(reply.text)
        except ValueError:
            return reply.status, reply.text

    def dropbox_tags(self, *arguments, **rest):
        status, said = self.dropbox(*arguments, **rest)
        self.assertEqual(status, 409)
        return said["error_summary"]

    def test_dropbox_files(self):
        self.start("--host", "dropbox", "--host", "dropbox-plus")
        upload, delete = "files/upload", "files/delete_v2"
        status, told = self.dropbox(upload, {"path": "/a.txt"}, b"Always")
        self.assertEqual((status, told["content_hash"]),
                         (200, hashlib.sha256(hashlib.sha256(b"Always").digest()).hexdigest()))
        self.assertEqual(self.dropbox(upload, {"path": "/A.TXT"}, b"Always")[1]["id"], told["id"])
        conflict = {".tag": "path", "reason": {".tag": "conflict", "conflict": {".tag": "file"}}}
        self.assertEqual(self.dropbox(upload, {"path": "/a.txt"}, b"Other")[1]["error"], conflict)
        self.assertEqual(self.dropbox(upload, {"path": "/a.txt", "autorename": True}, b"Other")[1]["name"], "a (1).txt")
        self.assertEqual(self.dropbox(upload, {"path": "/a.txt", "strict_conflict": True}, b"Always")[0], 409)
        again = self.dropbox(upload, {"path": "/a.txt", "mode": "overwrite"}, b"Other")[1]
        self.assertEqual((again["id"], again["rev"] == told["rev"]), (told["id"], False))
        for tags, argument in (("content_hash_mismatch/..", {"path": "/b", "content_hash": "0" * 64}),
                               ("path/malformed_path/..", {"path": "/b/"})):
            self.assertEqual(self.dropbox_tags(upload, argument, b"A"), tags)
        for argument, headers in (({"path": "b"}, {}), ({"path": "/b", "x": 1}, {}), ({"path": 1}, {}),
                                  ({"path": "/b"}, {"Content_Type": "text/plain"}),
                                  ({"path": "/b"}, {"Dropbox_API_Arg": '{"path":"/\xe9"}'})):
            self.assertEqual(self.dropbox(upload, argument, b"A", **headers)[0], 400)
        for token, tag in ((dropbox.EXPIRED, "expired_access_token"), ("x", "invalid_access_token")):
            status, said = self.dropbox(upload, {"path": "/b"}, b"A", token=token)
            self.assertEqual((status, said["error"][".tag"]), (401, tag))
        self.assertEqual(self.dropbox_tags(delete, {"path": told["id"], "parent_rev": told["rev"]}),
                         "path_write/conflict/file/..")
        self.assertEqual(self.dropbox(delete, {"path": told["id"]})[0], 200)
        self.assertEqual(self.dropbox_tags(delete, {"path": told["id"]}), "path_lookup/not_found/..")

    def test_dropbox_sessions(self):
        self.start("--host", "dropbox")
        start, append, finish = [f"files/upload_session/{name}" for name in ("start", "append_v2", "finish")]
        block = b"A" * dropbox.BLOCK
        name = self.dropbox(start, {"session_type": "concurrent"})[1]["session_id"]

        def at(offset):
            return {"session_id": name, "offset": offset}
        self.assertEqual(self.dropbox_tags(start, {"session_type": {".tag": "concurrent"}}, b"A"),
                         "concurrent_session_data_not_allowed/..")
        for tags, offset, body in (("concurrent_session_invalid_offset/..", 1, block),
                                   ("concurrent_session_invalid_data_size/..", 0, b"A"),):
            self.assertEqual(self.dropbox_tags(append, {"cursor": at(offset)}, body), tags)
        self.assertEqual(self.dropbox(append, {"cursor": at(dropbox.BLOCK)}, block), (200, None))
        commit = {"path": "/a"}
        self.assertEqual(self.dropbox_tags(finish, {"cursor": at(2 * dropbox.BLOCK + 1), "commit": commit}),
                         "concurrent_session_not_closed/..")
        self.assertEqual(self.dropbox(append, {"cursor": at(2 * dropbox.BLOCK), "close": True}, b"B")[0], 200)
        self.assertEqual(self.dropbox_tags(append, {"cursor": at(0)}, block), "closed/..")
        self.assertEqual(self.dropbox_tags(finish, {"cursor": at(2 * dropbox.BLOCK + 1), "commit": commit}),
                         "concurrent_session_missing_data/..")
        # The other kind takes its bytes in their order.
        name = self.dropbox(start, {}, b"AB")[1]["session_id"]
        status, said = self.dropbox(append, {"cursor": at(1)}, b"C")
        self.assertEqual(said["error"], {".tag": "incorrect_offset", "correct_offset": 2})
        self.assertEqual(self.dropbox(append, {"cursor": at(2)}, b"C")[0], 200)
        status, said = self.dropbox(finish, {"cursor": at(2), "commit": commit})
        self.assertEqual(said["error"]["lookup_failed"], {".tag": "incorrect_offset", "correct_offset": 3})
        status, said = self.dropbox(finish, {"cursor": at(3), "commit": commit}, b"D")
        self.assertEqual((status, said["size"]), (200, 4))
        self.assertEqual(self.dropbox_tags(append, {"cursor": at(4)}, b"E"), "not_found/..")

    def test_dropbox_links_and_tokens(self):
        self.start("--host", "dropbox")
        create = "sharing/create_shared_link_with_settings"
        name = self.dropbox("files/upload", {"path": "/a.txt"}, b"Always")[1]["id"]
        link = self.dropbox(create, {"path": name})[1]["url"]
        self.assertEqual(self.dropbox(create, {"path": name})[1]["error"]["shared_link_already_exists"]["metadata"]["url"],
                         link)
        self.assertEqual(self.dropbox("sharing/list_shared_links", {"path": name})[1]["links"][0]["url"], link)
        wished = {"path": name, "settings": {"allow_download": True}}
        self.assertEqual(self.dropbox(create, wished)[1]["error"], {".tag": "shared_link_already_exists"})
        other = self.dropbox("files/upload", {"path": "/b.txt"}, b"B")[1]["id"]
        self.assertEqual(self.dropbox_tags(create, {"path": other, "settings": {"expires": "2030-01-01T00:00:00Z"}}),
                         "settings_error/not_authorized/..")
        direct = link.replace("dl=0", "dl=1")
        self.assertEqual([self.ask("GET", url).body[:6] for url in (direct, link)], [b"Always", b"<!DOCT"])
        self.assertEqual(self.ask("GET", direct.replace("rlkey=", "rlkey=x")).status, 404)

        def ask_token(**fields):
            body = "&".join(f"{key}={value}" for key, value in {"client_id": dropbox.KEY, **fields}.items()).encode()
            reply = self.ask("POST", "/oauth2/token", body, Content_Type="application/x-www-form-urlencoded")
            return reply.status, json.loads(reply.text)
        verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"       # of RFC 7636, appendix B
        page = f"/oauth2/authorize?client_id={dropbox.KEY}&response_type=code&token_access_type=offline" \
               "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        code = {"grant_type": "authorization_code", "code": dropbox.CODE}
        self.assertEqual(self.ask("GET", page).status, 200)
        self.assertEqual(ask_token(**code, code_verifier="x" * 43)[1]["error"], "invalid_grant")
        self.assertEqual(self.ask("GET", page).status, 200)
        status, told = ask_token(**code, code_verifier=verifier)
        self.assertEqual((status, told["refresh_token"]), (200, dropbox.REFRESH))
        self.assertEqual(ask_token(**code, code_verifier=verifier)[0], 400)
        told = ask_token(grant_type="refresh_token", refresh_token=dropbox.REFRESH)[1]
        self.assertEqual(self.dropbox("files/upload", {"path": "/c"}, b"C", token=told["access_token"])[0], 200)
        self.assertEqual(ask_token(grant_type="refresh_token", refresh_token=dropbox.REFRESH_SECRET)[0], 401)

    def test_fal(self):
        self.start("--host", "fal", "--host", "fal-old")
        key = {"Authorization": "Key " + fal.KEYS[0], "Content_Type": "application/json"}

        def post(path, body=b"{}", **headers):
            reply = self.ask("POST", path, body, **headers)
            return reply.status, json.loads(reply.text) if reply.status == 200 else reply.text
        path = "/storage/auth/token?storage_type=fal-cdn-v3"
        self.assertEqual([post(path)[0], post(path, **key)[0], post(self.urls["fal-old"] + path, **key)[0]],
                         [401, 200, 404])
        network = {"Authorization": "Bearer " + post(path, **key)[1]["token"], "X_Fal_File_Name": "a.txt",
                   "Content_Type": "text/plain"}
        url = post("/files/upload", b"Always", **network)[1]["access_url"]
        self.assertEqual(self.ask("GET", url).body, b"Always")
        self.assertEqual(post("/files/upload", b"A", **{**network, "X_Fal_File_Name": "a b"})[0], 422)
        self.assertEqual(post("/files/upload", b"A", **key)[0], 401)
        begun = post("/files/upload/multipart", b"", **network)[1]
        place = begun["access_url"].removeprefix(self.url) + "/multipart/" + begun["uploadId"]
        parts = [b"A" * fal.PART_SIZE, b"B"]
        etags = [self.put(part, f"{place}/{number}", **network).headers["etag"] for number, part in enumerate(parts, 1)]
        listed = [{"partNumber": number, "etag": etag} for number, etag in enumerate(etags, 1)]
        self.assertEqual(post(place + "/complete", json.dumps({"parts": listed[:1]}).encode(), **network)[0], 400)
        self.assertEqual(post(place + "/complete", json.dumps({"parts": listed}).encode(), **network)[0], 200)
        self.assertEqual(self.ask("HEAD", begun["access_url"]).length, fal.PART_SIZE + 1)
        self.assertEqual(self.put(b"B", place + "/1", **network).status, 404)
        wishes = json.dumps({"content_type": "text/plain", "file_name": "a.txt"}).encode()
        told = post("/storage/upload/initiate?storage_type=fal-cdn-v3", wishes, **key)[1]
        target = told["upload_url"].removeprefix(self.url)
        self.assertEqual([self.put(b"Older", target, **headers).status for headers in
                          ({"Content_Type": "text/plain", **key}, {"Content_Type": "text/html"},
                           {"Content_Type": "text/plain"})], [403, 403, 200])
        self.assertEqual(self.ask("GET", told["file_url"]).body, b"Older")


class AmazonS3(Case):
    EXAMPLE = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

    def setUp(self):
        CREDENTIALS[self.EXAMPLE[0]] = (self.EXAMPLE[1], None)
        self.addCleanup(CREDENTIALS.pop, self.EXAMPLE[0])

    def test_signatures_of_amazons_examples(self):
        """Amazon S3 API Reference, "Authenticating Requests", examples of both forms (their clock was in 2013)."""
        signer, date = Signer(*self.EXAMPLE), "20130524T000000Z"
        got = signer.headers("GET", "/test.txt", (), {"host": "examplebucket.s3.amazonaws.com", "range": "bytes=0-9"},
                             EMPTY, date)
        self.assertIn("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41", got["Authorization"])
        self.assertIn("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
                      signer.query("/test.txt", "examplebucket.s3.amazonaws.com", 86400, date))

    def test_what_is_wrong_with_a_signature(self):
        self.start("--host", "s3")
        secret, session = CREDENTIALS[self.KEY][0], "ASIAOFTHETESTS"
        self.assertEqual(self.s3("PUT", body=b"a").status, 200)
        for wanted, arguments in (
                ("SignatureDoesNotMatch", {"signer": Signer(self.KEY, "wrong")}),
                ("InvalidAccessKeyId", {"signer": Signer("AKIANOBODY", secret)}),
                ("AuthorizationHeaderMalformed", {"signer": Signer(self.KEY, secret, region="eu-west-1")}),
                ("AuthorizationHeaderMalformed", {"signer": Signer(self.KEY, secret, service="sts")}),
                ("RequestTimeTooSkewed", {"signer": Signer(self.KEY, secret, ahead=1000)}),
                ("RequestTimeTooSkewed", {"signer": Signer(self.KEY, secret, ahead=-1000)}),
                ("InvalidToken", {"signer": Signer(session, CREDENTIALS[session][0])}),
                ("InvalidToken", {"signer": Signer(self.KEY, secret, "token")}),
                ("XAmzContentSHA256Mismatch", {"payload": EMPTY}),
                ("NotImplemented", {"payload": "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}),
                ("InvalidRequest", {"payload": "garbage"}),
                ("AccessDenied", {"signer": False}),
                ("AccessDenied", {"date": "today"})):
            with self.subTest(wanted, **arguments):
                self.assertEqual(self.s3_code("PUT", body=b"a", **arguments)[1], wanted)
        for signer in (Signer(self.KEY, secret, ahead=-600), Signer(session, *CREDENTIALS[session])):
            self.assertEqual(self.s3("PUT", body=b"a", signer=signer).status, 200)
        self.assertEqual(self.s3("PUT", body=b"a", payload="UNSIGNED-PAYLOAD").status, 200)

    def test_what_is_not_signed(self):
        self.start("--host", "s3")
        signer, path = Signer(self.KEY, CREDENTIALS[self.KEY][0]), f"/{BUCKET}/a.txt"
        signed = signer.headers("PUT", path, (), {"host": "127.0.0.1"}, hashlib.sha256(b"a").hexdigest())
        del signed["host"]
        for name in ("x-amz-meta-a", "x-amz-acl", "Content-Type"):
            self.assertEqual(self.ask("PUT", path, b"a", **signed, **{name: "b"}).status, 403)
        self.assertEqual(self.ask("PUT", path, b"a", **signed).status, 200)
        self.assertEqual(self.ask("PUT", path + "?a=b", b"a", **signed).status, 403)
        self.assertEqual(self.ask("PUT", path + "2", b"a", **signed).status, 403)

    def test_keys_of_all_kinds(self):
        self.start("--host", "s3")
        for key in ("a b", "a+b", "a%20b", "\u00fc/\u65e5", "a//b", "=(&@:,;!'*$)", "x" * 1024):
            self.assertEqual(self.s3("PUT", key, body=key.encode()).status, 200, key)
            self.assertEqual(self.s3("GET", key).text, key)
        self.assertEqual(self.s3_code("PUT", "x" * 1025), (400, "KeyTooLongError"))

    def test_both_styles(self):
        self.start("--host", "s3")
        self.s3("PUT", body=b"a")
        signer = Signer(self.KEY, CREDENTIALS[self.KEY][0])
        host = f"{BUCKET}.localhost:1"
        signed = signer.headers("GET", "/a.txt", (), {"host": host}, EMPTY)
        lines = "".join(f"{name}: {text}\r\n" for name, text in signed.items())
        reply = self.send(f"GET /a.txt HTTP/1.1\r\nConnection: close\r\n{lines}\r\n".encode())
        self.assertEqual((reply.status, reply.body), (200, b"a"))

    def test_presigned_links(self):
        self.start("--host", "s3")
        self.s3("PUT", body=b"a")
        path, signer = f"/{BUCKET}/a.txt", Signer(self.KEY, CREDENTIALS[self.KEY][0])
        self.assertEqual(self.ask("GET", f"{path}?{signer.query(path, '127.0.0.1', 60)}").body, b"a")
        for query in (signer.query(path, "127.0.0.1", 604801), signer.query(path, "127.0.0.1", 0)):
            self.assertEqual(self.ask("GET", f"{path}?{query}").status, 400)
        signer.ahead = -120
        for query in (signer.query(path, "127.0.0.1", 60), signer.query(path, "other", 600),
                      signer.query(path, "127.0.0.1", 600) + "0"):
            self.assertEqual(self.ask("GET", f"{path}?{query}").status, 403)
        self.assertEqual(self.ask("GET", path).status, 403)

    def test_objects(self):
        self.start("--host", "s3")
        etag = f'"{hashlib.md5(b"a").hexdigest()}"'
        kept = {"x-amz-meta-name": "value", "Cache_Control": "no-store", "x-amz-storage-class": "STANDARD_IA"}
        self.assertEqual(self.s3("PUT", body=b"a", Content_Type="text/x", **kept).headers["etag"], etag)
        head = self.s3("HEAD")
        self.assertEqual([head.headers[name] for name in ("etag", "content-type", "x-amz-meta-name", "cache-control")],
                         [etag, "text/x", "value", "no-store"])
        self.assertIn("last-modified", head.headers)
        self.assertEqual(self.s3("GET", Range="bytes=0-0").status, 206)
        self.assertEqual(self.s3_code("PUT", body=b"b", If_None_Match="*"), (412, "PreconditionFailed"))
        self.assertEqual([self.s3("DELETE").status for _ in range(2)], [204, 204])
        self.assertEqual(self.s3_code("GET"), (404, "NoSuchKey"))
        self.assertEqual(self.s3("PUT", body=b"b", If_None_Match="*").status, 200)
        for code, headers in (("InvalidStorageClass", {"x-amz-storage-class": "BAD"}),
                              ("InvalidArgument", {"x-amz-server-side-encryption": "ROT13"}),
                              ("InvalidArgument", {"x-amz-server-side-encryption-aws-kms-key-id": "k"}),
                              ("InvalidArgument", {"x-amz-acl": "everyone"}),
                              ("MetadataTooLarge", {"x-amz-meta-a": "x" * 2048}),
                              ("BadDigest", {"Content_MD5": "AAAAAAAAAAAAAAAAAAAAAA=="}),
                              ("NotImplemented", {"Content_Encoding": "aws-chunked"})):
            self.assertEqual(self.s3_code("PUT", body=b"a", **headers)[1], code)

    def test_checksums(self):
        self.start("--host", "s3")
        self.assertEqual([CHECKSUMS[name].base64(Content.of(b"123456789")) for name in ("CRC64NVME", "CRC32C")],
                         ["rosUhgp5mIg=", "4waSgw=="])
        for name, turned in (("CRC64NVME", 0x9A6C9329AC4BC9B5), ("CRC32C", 0x82F63B78)):
            for data in (b"", b"a", BIG[:2999], bytes(2000), BIG[:(1 << 18) + 1]):
                self.assertEqual(CHECKSUMS[name].base64(Content.of(data)), crc_by_bits(data, turned))
        put = self.s3("PUT", body=b"123456789", **{"x-amz-checksum-crc64nvme": "rosUhgp5mIg="})
        self.assertEqual(put.headers["x-amz-checksum-crc64nvme"], "rosUhgp5mIg=")
        self.assertNotIn("x-amz-checksum-crc64nvme", self.s3("HEAD").headers)
        head = self.s3("HEAD", **{"x-amz-checksum-mode": "ENABLED"})
        self.assertEqual([head.headers["x-amz-checksum-" + name] for name in ("crc64nvme", "type")],
                         ["rosUhgp5mIg=", "FULL_OBJECT"])
        self.assertEqual(self.s3_code("PUT", body=b"12345678", **{"x-amz-checksum-crc32c": "4waSgw=="}),
                         (400, "BadDigest"))

    def test_uploads_in_parts(self):
        self.start("--host", "s3")
        parts = [BIG[:5 << 20].ljust(5 << 20), BIG[1:].ljust(5 << 20)[:5 << 20], b"last"]
        asked = {"x-amz-checksum-algorithm": "CRC32C", "x-amz-checksum-type": "FULL_OBJECT"}
        name = self.s3_upload(*parts, **asked)
        pages = [self.s3("GET", query=[("part-number-marker", marker), ("uploadId", name)]).text
                 for marker in ("0", "2")]
        self.assertEqual([page.count("<Part>") for page in pages], [2, 1])
        self.assertEqual(["<IsTruncated>true" in page for page in pages], [True, False])
        self.assertIn(name, self.s3("GET", "", query=[("uploads", "")]).text)
        numbered = list(enumerate(parts, 1))
        for code, wrong in (("InvalidPartOrder", numbered[::-1]), ("InvalidPart", [(4, b"x")]),
                            ("InvalidPart", [(1, b"x")]), ("EntityTooSmall", None)):
            if wrong is None:
                other = self.s3_upload(b"small", b"small")
                reply = self.s3_complete(other, (1, b"small"), (2, b"small"))
                self.assertEqual(self.s3("DELETE", query=[("uploadId", other)]).status, 204)
                self.assertEqual(self.s3_code("DELETE", query=[("uploadId", other)]), (404, "NoSuchUpload"))
            else:
                reply = self.s3_complete(name, *wrong)
            self.assertIn(f"<Code>{code}</Code>", reply.text)
        self.assertEqual(self.s3_code("POST", query=[("uploadId", name)], body=b"<a/>")[1], "MalformedXML")
        whole = CHECKSUMS["CRC32C"].base64(Content.of(b"".join(parts)))
        self.assertIn("BadDigest", self.s3_complete(name, *numbered, **{"x-amz-checksum-crc32c": "4waSgw=="}).text)
        self.assertEqual(self.s3("GET").status, 404)
        done = self.s3_complete(name, *numbered, **{"x-amz-checksum-crc32c": whole})
        self.assertIn(f"<ChecksumCRC32C>{whole}</ChecksumCRC32C><ChecksumType>FULL_OBJECT", done.text)
        etag = hashlib.md5(b"".join(hashlib.md5(part).digest() for part in parts)).hexdigest() + "-3"
        self.assertIn(f"<ETag>&quot;{etag}&quot;</ETag>", done.text)
        self.assertTrue(self.s3("GET").body == b"".join(parts))
        self.assertIn("NoSuchUpload", self.s3_complete(name, *numbered).text)

    def test_parts_that_cannot_be(self):
        self.start("--host", "s3")
        name = self.s3_upload()
        for number in ("0", "10001", "x", ""):
            self.assertEqual(self.s3_code("PUT", body=b"a", query=[("partNumber", number), ("uploadId", name)])[1],
                             "InvalidArgument")
        self.assertEqual(self.s3_code("PUT", body=b"a", query=[("partNumber", "1"), ("uploadId", "gone")])[1],
                         "NoSuchUpload")
        self.assertEqual(self.s3("PUT", body=b"a").status, 200)
        self.assertIn("PreconditionFailed",
                      self.s3_complete(self.s3_upload(b"a"), (1, b"a"), If_None_Match="*").text)

    def test_other_stores(self):
        self.start("--host", "s3-ceph", "--host", "s3-swift", "--host", "s3-careless", "--host", "s3-late",
                   "--host", "s3-elsewhere", "--host", "s3-public")
        replies = {}
        for kind, url in self.urls.items():
            self.url = url
            self.s3("PUT", body=b"a")
            replies[kind] = self.s3("PUT", body=b"b", If_None_Match="*")
        self.assertEqual([replies[kind].status for kind in self.urls], [412, 501, 200, 403, 400, 412])
        self.assertIn("<Message></Message>", replies["s3-ceph"].text)
        self.assertIn("<?xml version='1.0'", replies["s3-swift"].text)
        self.assertIn("<ServerTime>", replies["s3-late"].text)
        self.assertEqual(replies["s3-elsewhere"].headers["x-amz-bucket-region"], "eu-central-1")
        self.url = self.urls["s3-ceph"]
        self.assertEqual(self.s3_code("GET", query=[("uploadId", "gone")]), (404, "NoSuchKey"))
        first, second = b"1" * (5 << 20), b"2"
        self.assertIn("InvalidPart", self.s3_complete(self.s3_upload(first, second), (1, first)).text)
        self.url = self.urls["s3-public"]
        self.assertEqual(self.s3("GET", signer=False).body, b"a")
        self.url = self.urls["s3-late"]
        signer = Signer(self.KEY, CREDENTIALS[self.KEY][0], ahead=3600)
        self.assertEqual(self.s3("PUT", body=b"a", signer=signer).status, 200)

    def test_who_gives_out_credentials(self):
        self.start("--host", "roles")
        self.assertEqual(self.ask("GET", INSTANCE).status, 401)
        self.assertEqual(self.ask("PUT", "/latest/api/token", b"").status, 400)
        token = self.ask("PUT", "/latest/api/token", b"", X_aws_ec2_metadata_token_ttl_seconds="60").text
        given = {"X_aws_ec2_metadata_token": token}
        self.assertEqual(self.ask("GET", INSTANCE, **given).text, ROLE)
        self.assertEqual(json.loads(self.ask("GET", INSTANCE + ROLE, **given).text)["AccessKeyId"], "ASIAFRESH")
        self.assertEqual(self.ask("GET", INSTANCE + "other", **given).status, 404)
        self.assertEqual([self.ask("GET", CONTAINER, Authorization=word).status for word in (None, CONTAINER_TOKEN)],
                         [401, 200])
        body = f"Action=AssumeRole&RoleArn={ARN}".encode()
        self.assertEqual(self.ask("POST", "/", body).status, 403)
        signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=x"}
        self.assertIn("<AccessKeyId>ASIAFRESH<", self.ask("POST", "/", body, **signed).text)
        self.assertEqual(self.ask("POST", "/", body + b"2", **signed).status, 403)


class Faults(Case):
    """Every fault at least once; `tried` keeps count."""
    tried = set()

    def plain(self, *scripts):
        self.start("--host", "plain", *(word for script in scripts for word in ("--fault", "plain/" + script)))
        self.tried.update(entry.partition("=")[0].partition(",")[0] for script in scripts
                          for entry in script.partition("=")[2].rstrip("*").split(";"))

    def stored(self, *scripts, body=BIG):
        """The path of a file on a host with these faults."""
        self.plain(*scripts)
        self.assertEqual(self.put(body).status, 201)
        return "/a.txt"

    @classmethod
    def tearDownClass(cls):
        assert set(FAULTS) == cls.tried, f"untested: {set(FAULTS) - cls.tried}"

    def test_statuses(self):
        self.plain("upload=status=503,retry-after=-5,body=a%2Cb%3B%0a;407;status=429,retry-after-date=-60;status=204;"
                   "ok;status=412*")
        first, second, third, *others = [self.put() for _ in range(7)]
        self.assertEqual((first.status, first.body, first.headers["retry-after"]), (503, b"a,b;\n", "-5"))
        self.assertEqual((second.status, "proxy-authenticate" in second.headers), (407, True))
        self.assertRegex(third.headers["retry-after"], "GMT$")
        self.assertEqual([reply.status for reply in others], [204, 201, 412, 412])
        self.assertEqual(others[0].body, b"")
        self.assertEqual([line["fault"] for line in self.log()[2:6]],
                         ["status=429,retry-after-date=-60", "status=204", None, "status=412"])

    def test_phases(self):
        self.plain("any=status=500", "head=head-refused", "download=ok;status=502*", "manage=status=501")
        replies = [self.ask("HEAD", "/"), self.ask("GET", "/"), self.ask("HEAD", "/"), self.ask("DELETE", "/")]
        self.assertEqual([reply.status for reply in replies], [405, 404, 500, 501])
        self.assertEqual(self.ask("GET", "/").status, 502)

    def test_answers_that_are_no_url(self):
        self.plain("upload=html;prose;empty;url=http://x/%1b%20y;other-host;escapes;garbage;nul")
        replies = [self.put() for _ in range(8)]
        self.assertEqual([reply.status for reply in replies], [200, 200, 200, 200, 201, 500, None, 201])
        html, prose, empty, url, other, escapes, garbage, nul = [reply.body for reply in replies]
        self.assertTrue(html.startswith(b"<!DOCTYPE html>") and b" " in prose)
        self.assertEqual((empty, url, other), (b"", b"http://x/\x1b y", b"http://127.0.0.1:1/files/abc123.bin\n"))
        for mark in (b"\x1b[31m", b"\x1b]0;title\x07", b"\r", b"\b", "\u202e".encode()):
            self.assertIn(mark, escapes)
            self.assertIn(mark, replies[5].reason)
        self.assertTrue(replies[6].raw.startswith(b"SSH"))
        self.assertTrue(garbage == b"" and nul.endswith(b"/a.txt\n\n\0"))

    def test_cut_uploads(self):
        self.plain("upload=reset,after=1000;reset;close;close,after=0;early=413;early-then-reset=413,after=10,body=no")
        replies = [self.put(BIG) for _ in range(5)]
        self.assertEqual([reply.reset for reply in replies[:3]], [True, True, False])
        self.assertEqual([reply.raw for reply in replies[:4]], [b""] * 4)
        self.assertEqual((replies[4].status, replies[4].headers["connection"]), (413, "close"))
        last = self.put(BIG)
        self.assertTrue(last.reset and last.status in (413, None))
        self.assertEqual([(line["body_bytes"], line["cut"], line["status"]) for line in self.log()],
                         [(1000, True, None), (0, True, None), (len(BIG), False, None), (0, True, None),
                          (0, True, 413), (10, True, 413)])

    def test_cut_downloads(self):
        path = self.stored("download=reset;reset,after=2000000;close,after=70000;truncate=10")
        replies = [self.ask("GET", path) for _ in range(4)]
        self.assertEqual([reply.reset for reply in replies], [True, True, False, False])
        self.assertEqual([len(reply.body) for reply in replies[2:]], [70000, len(BIG) - 10])
        self.assertEqual([reply.length for reply in replies[2:]], [len(BIG)] * 2)

    def test_stall(self):
        self.plain("upload=stall,after=1,seconds=0.1;stall,at=answer,seconds=0.1;stall,seconds=20",
                   "download=stall,after=2,seconds=0.1", "head=stall,seconds=0.1")
        for method, path in (("PUT", "/a"), ("PUT", "/b"), ("GET", "/a"), ("HEAD", "/a")):
            before = time.monotonic()
            reply = self.ask(method, path, b"Always" if method == "PUT" else None)
            self.assertIn(reply.status, (200, 201))
            self.assertGreaterEqual(time.monotonic() - before, 0.1)
        self.put(timeout=0.1).socket.close()
        self.assertEqual([line["cut"] for line in self.logged(5)], [False] * 4 + [True])
        with open(self.log_path + ".held", encoding="utf-8") as file:
            self.assertEqual(file.read().split(), ["stall,after=1,seconds=0.1", "stall,seconds=20"])

    def test_slow(self):
        path = self.stored("download=slow,bytes-per-second=100", "upload=slow,bytes-per-second=100", body=b"A" * 20)
        before = time.monotonic()
        self.assertEqual(self.ask("GET", path).body, b"A" * 20)
        self.assertGreaterEqual(time.monotonic() - before, 0.2)

    def test_damage(self):
        path = self.stored("upload=ok;corrupt;short=7;longer=7", "download=corrupt;short=5;longer=5", "head=short=5")
        one, two, three = [self.ask("GET", path).body for _ in range(3)]
        self.assertEqual((len(one), sum(a != b for a, b in zip(one, BIG))), (len(BIG), 1))
        self.assertEqual((two, three), (BIG[:-5], BIG + b"+++++"))
        self.assertEqual(self.ask("HEAD", path).length, len(BIG) - 5)
        for length, differences in ((len(BIG), 1), (len(BIG) - 7, 0), (len(BIG) + 7, 0)):
            self.put(BIG)
            got = self.ask("GET", path).body
            self.assertEqual((len(got), sum(a != b for a, b in zip(got, BIG))), (length, differences))

    def test_once(self):
        path = self.stored("upload=once", "download=ok;ok;ok;once")
        steps = [self.ask("HEAD", path), self.ask("GET", path), self.ask("GET", path), self.put(),
                 self.ask("GET", path)]
        self.assertEqual([step.status for step in steps], [200, 200, 404, 201, 200])
        self.assertEqual([self.ask("GET", path).status for _ in range(2)], [200, 404])

    def test_redirects(self):
        path = self.stored("download=redirect=http://x/%1By;redirect-other,status=307;redirect-loop")
        self.assertEqual(self.ask("GET", path).headers["location"], "http://x/\x1by")
        other = self.ask("GET", path)
        self.assertEqual(other.status, 307)
        self.assertEqual(self.ask("GET", other.headers["location"]).body, BIG)
        for _ in range(4):
            path = self.ask("GET", path).headers["location"]
        self.assertTrue(path.endswith("/loop/4"))

    def test_answer_then_reset(self):
        self.plain("upload=answer-then-reset")
        reply = self.put()
        self.assertEqual((reply.status, reply.text, reply.reset), (201, self.url + "/a.txt\n", True))

    def test_endless(self):
        self.plain("download=endless;endless-headers;endless,seconds=0.05;big-header=300000")
        for _ in range(2):
            endless = self.ask("GET", "/", limit=10 << 20)
            self.assertTrue(endless.status == 200 and len(endless.raw) >= 10 << 20)
            endless.socket.close()
        self.assertEqual(self.ask("GET", "/").status, 200)
        self.assertEqual(len(self.ask("GET", "/").headers["x-big"]), 300000)

    def test_endless_lines(self):
        path = self.stored("download=endless-headers,line=HTTP/x:%20a;endless-interims;endless-interims,line=A:%00;"
                           "endless-trailers;endless-trailers,line=HTTP/x:%20a")
        for opening, line in ((b"HTTP/1.1 200 OK\r\n", b"HTTP/x: a"),
                              (b"", b"HTTP/1.1 103 Early Hints\r\nX-Endless: " + b"x" * 1000 + b"\r\n"),
                              (b"", b"HTTP/1.1 103 Early Hints\r\nA:\0\r\n"),
                              (None, b"X-Endless: " + b"x" * 1000), (None, b"HTTP/x: a")):
            with self.subTest(line=line):
                if opening is None:
                    opening = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n" % (
                        len(BIG), BIG)
                endless = self.ask("GET", path, limit=len(opening) + (64 << 10))
                expected = opening + (line + b"\r\n") * (64 << 10)
                self.assertTrue(expected.startswith(endless.raw[:len(opening) + (64 << 10)]))
                endless.socket.close()

    def test_forms_of_answers(self):
        path = self.stored("download=chunked;empty-reason;no-range",
                           "upload=ok;two-continues;two-continues;no-continue")
        got = self.ask("GET", path)
        self.assertEqual(got.headers["transfer-encoding"], "chunked")
        self.assertTrue(got.body.startswith(b"1\r\nA\r\n") and got.body.endswith(b"\r\n0\r\n\r\n"))
        self.assertIn(b"HTTP/1.1 200 \r\n", self.ask("GET", path).raw)
        whole = self.ask("GET", path, Range="bytes=0-0")
        self.assertEqual((whole.status, whole.body == BIG, "content-range" in whole.headers), (200, True, False))
        self.assertEqual([self.put().continues, self.put(Expect="100-continue").continues,
                          self.put(Expect="100-continue").continues], [2, 2, 0])


    def with_s3(self, *scripts):
        self.start("--host", "s3", *(word for script in scripts for word in ("--fault", "s3/" + script)))
        self.tried.update(entry.partition("=")[0].partition(",")[0] for script in scripts
                          for entry in script.partition("=")[2].rstrip("*").split(";"))

    def test_errors_of_s3(self):
        self.with_s3("upload=s3=SlowDown,retry-after=7,seconds=0.1;s3=PermanentRedirect,region=eu-west-1;"
                     "s3=TemporaryRedirect,location=http://x/;s3=Odd,status=418,message=a<b")
        replies = [self.s3("PUT", body=b"a") for _ in range(4)]
        self.assertEqual([reply.status for reply in replies], [503, 301, 307, 418])
        self.assertEqual([replies[0].headers["retry-after"], replies[1].headers["x-amz-bucket-region"],
                          replies[2].headers["location"]], ["7", "eu-west-1", "http://x/"])
        self.assertIn("<Code>Odd</Code><Message>a&lt;b</Message>", replies[3].text)

    def test_answers_of_s3_that_are_odd(self):
        self.with_s3("upload=s3-etag=bare;s3-etag=empty;s3-etag=other;answer-lost;s3-checksum-wrong;"
                     "s3-ignores-conditions;s3-expiration=a%2Cb", "complete=s3-error-in-200;s3-answer-cut=9",
                     "part=ok;s3-late")
        tags = [self.s3("PUT", body=b"a").headers["etag"] for _ in range(3)]
        self.assertEqual(tags, [hashlib.md5(b"a").hexdigest(), "", "0" * 32])
        self.assertIsNone(self.s3("PUT", "lost", body=b"a").status)
        self.assertEqual(self.s3("GET", "lost").body, b"a")
        wrong = self.s3("PUT", body=b"123456789", **{"x-amz-checksum-crc32c": "4waSgw=="})
        self.assertEqual((wrong.status, wrong.headers["x-amz-checksum-crc32c"]), (200, "AwaSgw=="))
        self.assertEqual(self.s3("PUT", body=b"b", If_None_Match="*").status, 200)
        self.assertEqual(self.s3("PUT", body=b"b").headers["x-amz-expiration"], "a,b")
        name = self.s3_upload(b"a")
        first, second = (self.s3_complete(name, (1, b"a")) for _ in range(2))
        self.assertTrue(first.status == 200 and first.text.lstrip().startswith("<?xml") and first.text[0].isspace())
        self.assertIn("<Error>", first.text)
        self.assertTrue("<CompleteMultipartUploadResult" in second.text and second.text.endswith("MultipartUplo"))
        name = self.s3_upload()
        part = {"query": [("partNumber", "1"), ("uploadId", name)]}
        self.assertIsNone(self.s3("PUT", body=b"late", **part).status)
        self.assertEqual(self.s3("PUT", body=b"soon", **part).status, 200)
        self.assertIn("InvalidPart", self.s3_complete(name, (1, b"soon")).text)
        self.assertEqual(self.s3_complete(name, (1, b"late")).status, 200)

    def test_etags_that_are_no_md5(self):
        self.start("--host", "s3-kms")
        tags = [self.s3("PUT", body=b"a").headers["etag"] for _ in range(2)]
        self.assertEqual(len({*tags, hashlib.md5(b"a").hexdigest()}), 3)


class CommandLine(Case):
    def test_refusals(self):
        base = ["--ready", "r", "--log", "l", "--host", "plain"]
        for arguments in (["--host", "plain"], base + ["--host", "plain"], base[:4], base + ["--host", "ftp"],
                          base + ["--limit", "plain=x"], *(base + ["--fault", text] for text in (
                              "0x0/upload=ok", "plain/up=ok", "plain/upload", "plain/upload=nonsense",
                              "plain/upload=status", "plain/upload=status=abc", "plain/upload=nul=1",
                              "plain/upload=ok;ok,x=y", "plain/head=early=413",
                              "plain/upload=stall,at=moon", "plain/upload=stall,seconds=nan", "plain/upload=ok*;ok"))):
            with self.subTest(arguments), contextlib.redirect_stderr(io.StringIO()) as said:
                with self.assertRaises(SystemExit) as ended:
                    parse_arguments(arguments)
                self.assertEqual((ended.exception.code, said.getvalue().count("\n")), (2, 1))

    def test_three_ways_to_end(self):
        with tempfile.TemporaryDirectory() as directory:
            runs = []
            for name, seconds in (("eof", "60"), ("term", "60"), ("time", "0.5")):
                ready = f"{directory}/{name}"
                runs.append((ready, subprocess.Popen(
                    [sys.executable, HERE + "/server.py", "--ready", ready, "--log", ready + ".log", "--host", "plain",
                     "--host", "0x0", "--max-seconds", seconds], stdin=subprocess.PIPE)))
            for ready, run in runs:
                while not os.path.exists(ready):
                    time.sleep(0.01)
                with open(ready, encoding="utf-8") as file:
                    self.assertRegex(file.read(), r"\Aplain http://127.0.0.1:\d+\n0x0 http://127.0.0.1:\d+\n\Z")
                self.assertIsNone(run.poll())
            runs[0][1].stdin.close()
            runs[1][1].send_signal(signal.SIGTERM)
            for _, run in runs:
                self.assertEqual(run.wait(5), 0)
                run.stdin.close()
            self.assertEqual(len(os.listdir(directory)), 6)
        self.assertFalse(os.path.exists(HERE + "/__pycache__"))


if __name__ == "__main__":
    unittest.main()
