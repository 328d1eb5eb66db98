"""Bytes that may be too many to hold: a received body, a stored file, the body of an answer.

A body is received once into a Spool. Everything later (the file inside a form, a range of it, a copy with one byte
changed) is a Content: a list of segments that point into spools and are never copied.
"""
import collections
import os
import tempfile

BLOCK = 1 << 20

Segment = collections.namedtuple("Segment", "source offset size")   # source: bytes or Spool


class Spool:
    """Append-only bytes: up to a MiB in memory, more than that in a file that has no name.

    One that discards keeps only the length of what is more than a MiB, and reads as zeros. Fresh memory and disks are
    slower than a loopback connection: a benchmark of uploads should not measure them.
    """

    def __init__(self, discard=False):
        self.size = 0
        self.memory = bytearray()
        self.file = None
        self.discard = discard

    def __del__(self):
        if self.file:
            self.file.close()

    def write(self, block):
        self.size += len(block)
        if self.memory is not None and self.size <= BLOCK:
            self.memory += block
            return
        if not self.discard:
            if self.file is None:
                self.file = tempfile.TemporaryFile(buffering=0)
                self._append(self.memory)
            self._append(block)
        self.memory = None

    def _append(self, block):
        rest = memoryview(block)
        while rest:
            rest = rest[self.file.write(rest):]

    def read(self, offset, size):
        if self.memory is not None:
            return bytes(self.memory[offset:offset + size])
        return os.pread(self.file.fileno(), size, offset) if self.file else bytes(size)


class Content:
    def __init__(self, *segments):
        self.segments = [segment for segment in segments if segment.size]
        self.size = sum(segment.size for segment in self.segments)

    @classmethod
    def of(cls, data):
        """The whole of some text, bytes or spool."""
        if isinstance(data, str):
            data = data.encode()
        return cls(Segment(data, 0, data.size if isinstance(data, Spool) else len(data)))

    def __add__(self, other):
        return Content(*self.segments, *other.segments)

    def cut(self, start, stop=None):
        """The bytes from start to stop, both clamped to what is there."""
        stop = self.size if stop is None else max(0, min(stop, self.size))
        kept, position = [], 0
        for source, offset, size in self.segments:
            first, last = max(start - position, 0), min(stop - position, size)
            if first < last:
                kept.append(Segment(source, offset + first, last - first))
            position += size
        return Content(*kept)

    def corrupted(self):
        """The same length, one byte in the middle changed."""
        middle = self.size // 2
        changed = bytes(byte ^ 0x01 for byte in self.cut(middle, middle + 1).read())
        return self.cut(0, middle) + Content.of(changed) + self.cut(middle + 1)

    def longer(self, extra):
        return self + Content.of(b"+" * extra)

    def blocks(self, size=BLOCK):
        for source, offset, left in self.segments:
            while left:
                wanted = min(left, size)
                block = source.read(offset, wanted) if isinstance(source, Spool) else source[offset:offset + wanted]
                yield block
                offset, left = offset + len(block), left - len(block)

    def read(self):
        return b"".join(self.blocks())
