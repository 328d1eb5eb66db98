"""HTTP/1.1 straight on a socket: requests read strictly, answers written byte by byte as told.

No http.server here: it forgives what a real host refuses, and it cannot reset, stall or answer early.
"""
import dataclasses
import email.utils
import http
import os
import re
import select
import socket
import ssl
import struct
import time

from content import BLOCK, Content, Spool

MAX_HEAD = 64 << 10
IDLE_SECONDS = 120

REQUEST_LINE = re.compile(rb"([A-Z]+) ((?:[!$&-;=?@A-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})+) HTTP/1\.1")
HEADER_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*")


class Gone(Exception):
    """The client went away in the middle of something."""


class BadRequest(Exception):
    """What came is no HTTP/1.1 request."""


def phrase(status):
    return http.HTTPStatus(status).phrase if status in list(http.HTTPStatus) else "Unknown"


@dataclasses.dataclass
class Request:
    method: str
    target: str                     # as received
    headers: list
    path: str                       # what the host goes by
    length: int | None = None       # Content-Length
    chunked: bool = False
    content: Content | None = None  # the whole body, once read
    raw: int = 0                    # no HTTP but bytes, at most so many, until the client ends its side

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def expects_continue(self):
        return (self.header("expect") or "").lower() == "100-continue"


@dataclasses.dataclass
class Answer:
    """What to send, and everything a fault may have changed about how it is sent."""
    status: int | None = None       # None: not one byte is sent
    content: Content = dataclasses.field(default_factory=Content)
    headers: list = dataclasses.field(default_factory=list)
    reason: str | None = None
    ending: str | None = None       # after it: None (keep alive), "close", "reset", "linger" or "drop"
    length: int | None = None       # the Content-Length claimed, if not the true one
    interim: int = 0                # 100 Continue answers sent before it
    chunked: bool = False
    pace: int | None = None         # bytes a second
    pause: tuple | None = None      # (bytes of content, seconds): hold there, then go on; None bytes: before the head
    stop: int | None = None         # end after so many bytes of content
    verbatim: object = None         # an iterable of bytes sent instead of all of the above
    ahead: int = 0                  # seconds that the server's clock is before ours
    bare: bool = False              # nothing but the content is sent: to a client that speaks no HTTP

    @classmethod
    def text(cls, status, text, *headers, kind="text/plain; charset=utf-8", **rest):
        return cls(status, Content.of(text), [("Content-Type", kind), *headers], **rest)

    def head(self):
        if self.bare:
            return b""
        reason = phrase(self.status) if self.reason is None else self.reason
        date = email.utils.formatdate(time.time() + self.ahead, usegmt=True)
        lines = [f"HTTP/1.1 {self.status} {reason}", f"Date: {date}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.chunked:
            lines.append("Transfer-Encoding: chunked")
        elif self.status != 204:
            lines.append(f"Content-Length: {self.content.size if self.length is None else self.length}")
        if self.ending:
            lines.append("Connection: close")
        return "\r\n".join(lines + ["", ""]).encode("utf-8", "surrogateescape")


def parse_head(head):
    """A Request from the bytes up to the empty line."""
    first, *rest = head.split(b"\r\n")
    line = REQUEST_LINE.fullmatch(first)
    if not line:
        raise BadRequest("malformed request line")
    headers = []
    for raw in rest:
        header = HEADER_LINE.fullmatch(raw)
        if not header:
            raise BadRequest("malformed header line")
        headers.append((header[1].decode(), header[2].decode("utf-8", "surrogateescape")))
    request = Request(line[1].decode(), line[2].decode(), headers, line[2].decode().partition("?")[0])
    seen = [name.lower() for name, _ in headers]
    for name in ("host", "content-length", "transfer-encoding", "content-type", "expect", "user-agent"):
        if seen.count(name) > 1:
            raise BadRequest(f"header {name} repeated")
    if "host" not in seen:
        raise BadRequest("header host missing")
    if "content-length" in seen:
        if not re.fullmatch("[0-9]{1,18}", request.header("content-length")):
            raise BadRequest("malformed content-length")
        request.length = int(request.header("content-length"))
    if "transfer-encoding" in seen:
        if request.length is not None or request.header("transfer-encoding").lower() != "chunked":
            raise BadRequest("transfer-encoding other than chunked, or beside content-length")
        request.chunked = True
    if "expect" in seen and not request.expects_continue:
        raise BadRequest("unknown expectation")
    return request


class Connection:
    def __init__(self, sock, number):
        self.socket, self.number = sock, number
        self.pending = bytearray()      # received but not yet consumed
        self.buffer = bytearray()
        self.half_closed = False        # the client has ended its side, and still listens
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Timeouts in the kernel, not in Python: the socket stays blocking, which sendfile needs.
        for side in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            sock.setsockopt(socket.SOL_SOCKET, side, struct.pack("ll", IDLE_SECONDS, 0))

    def next_request(self):
        """The next Request, or None when the client has ended between two requests."""
        end = self._collect_until(b"\r\n\r\n", MAX_HEAD)
        if end is None:
            return None
        head = bytes(self.pending[:end])
        del self.pending[:end + 4]
        return parse_head(head)

    def speaks_http(self):
        """Whether a GET or HEAD begins; None when nothing comes at all. What came can still be read."""
        marks = (b"GET /", b"HEAD /")
        while any(mark.startswith(bytes(self.pending)) and mark != self.pending for mark in marks):
            more = self._some(8)    # no more than that: unread bytes make a close a reset
            if not more:
                break
            self.pending += more
        return self.pending.startswith(marks) if self.pending else None

    def line(self):
        end = self._collect_until(b"\r\n", 1024)
        if end is None:
            raise Gone
        line = bytes(self.pending[:end])
        del self.pending[:end + 2]
        return line

    def _collect_until(self, mark, most):
        while (end := self.pending.find(mark)) < 0:
            if len(self.pending) > most:
                raise BadRequest(f"no end within {most} bytes")
            more = self._some(65536)
            if not more:
                if self.pending:
                    raise Gone
                return None
            self.pending += more
        return end

    def _some(self, most):
        """What comes next; nothing when the client has ended, or is gone."""
        try:
            return self.socket.recv(most)
        except OSError:
            return b""

    def waits(self, seconds):
        """Whether something to read is there, or comes within so many seconds."""
        watch = select.poll()
        watch.register(self.socket.fileno(), select.POLLIN)
        return bool(self.pending or watch.poll(seconds * 1000))

    def receive(self, most):
        """At least one and at most so many bytes, in a buffer that the next call overwrites."""
        most = min(most, BLOCK)
        if self.pending:
            block = bytes(self.pending[:most])
            del self.pending[:most]
            return block
        if len(self.buffer) < most:
            self.buffer = bytearray(most)
        try:
            count = self.socket.recv_into(self.buffer, most)
        except OSError:
            count = 0
        if not count:
            raise Gone
        return memoryview(self.buffer)[:count]

    def send(self, answer, with_body=True):
        if answer.pause and answer.pause[0] is None:
            self.hold(answer.pause[1])
        if answer.verbatim is not None:
            for block in answer.verbatim:
                self.socket.sendall(block)
        elif answer.status is not None:
            head = b"HTTP/1.1 100 Continue\r\n\r\n" * answer.interim + answer.head()
            content = answer.content if answer.stop is None else answer.content.cut(0, answer.stop)
            if not with_body or not content.size or answer.status in (204, 304):
                self.socket.sendall(head)
            elif answer.chunked:
                self._send_chunked(head, content)
            elif answer.pause and answer.pause[0] is not None:
                self._send_content(head, content.cut(0, answer.pause[0]), answer.pace)
                self.hold(answer.pause[1])
                self._send_content(b"", content.cut(answer.pause[0]), answer.pace)
            else:
                self._send_content(head, content, answer.pace)

    def _send_chunked(self, head, content):
        # A first chunk of one byte, so that every client has to join at least two.
        for part in (content.cut(0, 1), content.cut(1)):
            for block in part.blocks(64 << 10):
                self.socket.sendall(head + b"%x\r\n%b\r\n" % (len(block), block))
                head = b""
        self.socket.sendall(b"0\r\n\r\n")

    def _send_content(self, head, content, pace):
        if pace:
            self.socket.sendall(head)
            for block in content.blocks(max(1, pace // 10)):
                self.socket.sendall(block)
                self.hold(len(block) / pace)
        elif content.size <= 64 << 10:
            self.socket.sendall(head + content.read())
        else:
            self.socket.sendall(head)
            for segment in content.segments:
                self._send_segment(segment)

    def _send_segment(self, segment):
        source, offset, left = segment
        if isinstance(source, Spool) and source.file and not isinstance(self.socket, ssl.SSLSocket):
            while left:
                sent = os.sendfile(self.socket.fileno(), source.file.fileno(), offset, left)
                offset, left = offset + sent, left - sent
        else:
            for block in Content(segment).blocks():
                self.socket.sendall(block)

    def send_continue(self, times):
        self.socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * times)

    def hold(self, seconds):
        """Do nothing for so long, unless the client hangs up first."""
        watch = select.poll()
        watch.register(self.socket.fileno(), 0 if self.half_closed else select.POLLRDHUP)
        if watch.poll(seconds * 1000):
            raise Gone

    def end(self, how):
        """"reset" drops what is unsent; "linger" lets a client that still sends read the answer first; "drop" just
        closes, which resets the connection when something was left unread."""
        if self.socket.fileno() < 0:
            return
        try:
            if how == "reset":
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif how != "drop":
                self._end_sending()
                if how == "linger":
                    self.hold(5)
        except (Gone, OSError, ValueError):
            pass
        finally:
            self.socket.close()

    def _end_sending(self):
        if isinstance(self.socket, ssl.SSLSocket):
            self.socket.settimeout(0)       # send close_notify, do not wait for the client's
            try:
                self.socket.unwrap()
            except (OSError, ValueError):
                pass
        self.socket.shutdown(socket.SHUT_WR)


class BodyReader:
    """The body of one request, read in as many goes as a fault wants."""

    def __init__(self, connection, request):
        self.connection, self.chunked = connection, request.chunked
        self.left = request.length or 0     # of the body, or of the current chunk
        self.finished = not self.chunked and not self.left
        self.count = 0

    def blocks(self, most=None, pace=None):
        """What is left of the body, or at most so many bytes of it."""
        most = float("inf") if most is None else most
        while most > 0 and not self.finished:
            if self.chunked and not self.left and not self._next_chunk():
                return
            wanted = min(self.left, most, BLOCK, max(1, pace // 10) if pace else BLOCK)
            block = self.connection.receive(wanted)
            self.count += len(block)
            self.left -= len(block)
            most -= len(block)
            if not self.left:
                self._end_of_run()
            yield block
            if pace:
                time.sleep(len(block) / pace)

    def _next_chunk(self):
        size = self.connection.line()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", size):
            raise BadRequest("malformed chunk size")
        self.left = int(size, 16)
        if not self.left:
            self.finished = True
            if self.connection.line():
                raise BadRequest("trailers after the last chunk")
        return self.left

    def _end_of_run(self):
        if not self.chunked:
            self.finished = True
        elif self.connection.line():
            raise BadRequest("chunk longer than its size")


class RawReader(BodyReader):
    """What a client sends that speaks no HTTP: until it ends its side, is silent, or has sent enough."""
    SILENCE_SECONDS = 5

    def __init__(self, connection, request):
        super().__init__(connection, request)
        self.left, self.finished = request.raw, False

    def blocks(self, most=None, pace=None):
        most = float("inf") if most is None else most
        while most > 0 and not self.finished:
            wanted = min(self.left, most, max(1, pace // 10) if pace else BLOCK)
            try:
                block = self.connection.receive(wanted) if self.connection.waits(self.SILENCE_SECONDS) else b""
            except Gone:
                block, self.connection.half_closed = b"", True
            self.count += len(block)
            self.left -= len(block)
            most -= len(block)
            self.finished = not block or not self.left
            yield block
            if pace:
                time.sleep(len(block) / pace)
