"""multipart/form-data read strictly (RFC 7578), as it arrives.

Real parsers forgive, each differently; a client that passes here passes them all. No preamble, no epilogue, CRLF only,
no padding after a boundary, no header but the two that RFC 7578 knows.
"""
import hashlib
import re

MAX_PART_HEAD = 8 << 10
MAX_VALUE = 64 << 10

BOUNDARY = re.compile(r'multipart/form-data; *boundary=("?)([0-9A-Za-z\'()+_,./:=?-]{1,70})\1', re.IGNORECASE)
QUOTED = r'"((?:[^"\\\x00-\x1f\x7f]|\\["\\])*)"'
DISPOSITION = re.compile(rf"form-data; ?name={QUOTED}(?:; ?filename={QUOTED})?")


class MalformedForm(Exception):
    pass


class Part:
    """One field: a text with its value, or a file with its place in the body."""

    def __init__(self, name, filename, content_type, offset, hashing):
        self.name, self.filename, self.content_type = name, filename, content_type
        self.offset, self.size = offset, 0
        self.data = bytearray()
        self.hash = hashlib.sha256() if hashing else None

    def add(self, data):
        self.size += len(data)
        if self.hash:
            self.hash.update(data)
        if self.filename is None:
            if self.size > MAX_VALUE:
                raise MalformedForm(f"text field {self.name} is longer than {MAX_VALUE} bytes")
            self.data += data

    @property
    def value(self):
        return self.data.decode("utf-8", "replace") if self.filename is None else None

    @property
    def sha256(self):
        return self.hash and self.hash.hexdigest()

    def summary(self):
        return {"name": self.name, "filename": self.filename, "content_type": self.content_type, "size": self.size,
                "sha256": self.sha256, "value": self.value}


class FormReader:
    """Fed with blocks; gives the parts, or the first thing wrong with them."""

    def __init__(self, content_type, hashing):
        self.parts, self.error = [], None
        self.hashing = hashing
        self.window, self.consumed = bytearray(), 0
        self.state = self._opening
        named = BOUNDARY.fullmatch(content_type or "")
        if named:
            self.delimiter = b"\r\n--" + named[2].encode()
        else:
            self.error = "not multipart/form-data with one well-formed boundary"

    def feed(self, block):
        if self.error:
            return
        self.window += block
        try:
            while self.state():
                pass
        except MalformedForm as error:
            self.error = str(error)

    def finish(self):
        if not self.error and self.state != self._epilogue:
            self.error = "body ends before the final boundary"
        elif not self.error and not self.parts:
            self.error = "no field"

    # Each state takes what it needs from the window and returns whether the next one may go on.

    def _drop(self, count):
        self.consumed += count
        del self.window[:count]

    def _opening(self):
        opening = self.delimiter[2:] + b"\r\n"
        if not opening.startswith(self.window[:len(opening)]):
            raise MalformedForm("body does not begin with the boundary")
        if len(self.window) < len(opening):
            return False
        self._drop(len(opening))
        self.state = self._part_head
        return True

    def _part_head(self):
        end = self.window.find(b"\r\n\r\n", 0, MAX_PART_HEAD)
        if end < 0:
            if len(self.window) >= MAX_PART_HEAD:
                raise MalformedForm("part head does not end")
            return False
        head = bytes(self.window[:end])
        self._drop(end + 4)
        self.parts.append(self._part(head))
        self.state = self._part_data
        return True

    def _part(self, head):
        headers = {}
        for line in head.split(b"\r\n"):
            name, colon, value = line.partition(b":")
            key = name.decode("latin-1").lower()
            if not colon or b"\r" in line or b"\n" in line:
                raise MalformedForm("malformed part header")
            if key not in ("content-disposition", "content-type") or key in headers:
                raise MalformedForm(f"part header {key} unexpected or repeated")
            try:
                headers[key] = value.decode().strip(" ")
            except UnicodeDecodeError:
                raise MalformedForm("part header is not UTF-8") from None
        disposition = DISPOSITION.fullmatch(headers.get("content-disposition", ""))
        if not disposition:
            raise MalformedForm("part without a well-formed form-data name")
        name, filename = (text and re.sub(r"\\(.)", r"\1", text) for text in disposition.groups())
        if not name:
            raise MalformedForm("field without name")
        return Part(name, filename, headers.get("content-type"), self.consumed, self.hashing)

    def _part_data(self):
        end = self.window.find(self.delimiter)
        ready = end if end >= 0 else len(self.window) - len(self.delimiter) + 1
        if ready > 0:
            with memoryview(self.window) as view, view[:ready] as data:
                self.parts[-1].add(data)
            self._drop(ready)
        if end >= 0:
            self._drop(len(self.delimiter))
            self.state = self._after_delimiter
        return end >= 0

    def _after_delimiter(self):
        if len(self.window) < 2:
            return False
        mark = bytes(self.window[:2])
        if mark not in (b"\r\n", b"--"):
            raise MalformedForm("boundary not followed by CRLF or --")
        self._drop(2)
        self.state = self._part_head if mark == b"\r\n" else self._epilogue
        return True

    def _epilogue(self):
        if not b"\r\n".startswith(self.window):
            raise MalformedForm("bytes after the final boundary")
        return False
