#!/usr/bin/env python3
"""Write the seeds of fuzz-note, fuzz-object and fuzz-manifest: python3 make-corpus.py

SPDX-License-Identifier: MIT

The note seeds are tiny ELF files of the class and machine given by TARGET below;
on another machine the reader refuses them early, and the unit tests, which make
theirs at run time, take the part of the corpus.
"""

import pathlib
import struct

HERE = pathlib.Path(__file__).parent
TARGET = {"class": 2, "data": 1, "machine": 62}  # 64 bits, little-endian, x86-64

NOTE_TYPE = 0x54574601
PT_LOAD, PT_DYNAMIC, PT_NOTE = 1, 2, 4
SHT_PROGBITS, SHT_STRTAB, SHT_NOTE, SHT_NOBITS = 1, 3, 7, 8

MANIFEST = (
    b'{"abi":[1,0],"manifest":{"name":"x","version":"1","description":"d"}}\0'
)


def pad(data, alignment):
    return data + b"\0" * (-len(data) % alignment)


def note(owner=b"twatfs\0", kind=NOTE_TYPE, text=MANIFEST, alignment=4, sizes=None):
    owner_size, size = sizes or (len(owner), len(text))
    head = struct.pack("<III", owner_size, size, kind)
    return pad(pad(head + owner, alignment) + text, alignment)


def elf(segments, sections=(), tail=b"", **fields):
    """segments: (type, offset, size, alignment), the offset from the tail's start;
    sections: (name offset, type, offset, size), likewise."""
    header = dict(
        TARGET, type=3, phoff=64, phentsize=56, phnum=len(segments), shentsize=64,
        shnum=len(sections), shstrndx=max(0, len(sections) - 1), version=1,
    )
    start = 64 + 56 * len(segments)
    header["shoff"] = start + len(tail) if sections else 0
    header.update(fields)
    data = struct.pack(
        "<4sBBB9xHHIQQQIHHHHHH", b"\x7fELF", header["class"], header["data"],
        header["version"], header["type"], header["machine"], 1, 0, header["phoff"],
        header["shoff"], 0, 64, header["phentsize"], header["phnum"], header["shentsize"],
        header["shnum"], header["shstrndx"],
    )
    for kind, offset, size, alignment in segments:
        data += struct.pack("<IIQQQQQQ", kind, 4, start + offset, 0, 0, size, size, alignment)
    data += tail
    for name, kind, offset, size in sections:
        data += struct.pack("<IIQQQQIIQQ", name, kind, 0, 0, start + offset, size, 0, 0, 4, 0)
    return data


def one(notes, alignment=4, **fields):
    return elf([(PT_NOTE, 0, len(notes), alignment)], tail=notes, **fields)


def with_sections(kind, notes):
    names = b"\0.shstrtab\0.note.twatfs\0"
    tail = pad(notes + names, 8)
    return elf(
        [(PT_LOAD, 0, len(tail), 8)],
        [(0, 0, 0, 0), (11, kind, 0, len(notes)), (1, SHT_STRTAB, len(notes), len(names))],
        tail,
    )


def notes():
    gnu = note(b"GNU\0", 3, b"0123456789abcdef")
    yield "good", one(note())
    yield "good-after-gnu", one(gnu + note())
    yield "aligned-8", one(note(b"GNU\0", 5, b"12345", 8) + note(alignment=8), 8)
    yield "aligned-1", one(note(), 1)
    yield "aligned-16", one(note(), 16)
    yield "far", elf([(PT_NOTE, 5000, len(note()), 4)], tail=b"\0" * 5000 + note())
    yield "two-segments", elf(
        [(PT_NOTE, 0, len(gnu), 4), (PT_NOTE, len(gnu), len(note()), 4)], tail=gnu + note())
    yield "two-notes", one(note() + note())
    yield "format-2", one(note(kind=NOTE_TYPE + 1))
    yield "unknown-type", one(note(kind=1))
    yield "empty-description", one(note(text=b""))
    yield "nul-within", one(note(text=b"{\0}"))
    yield "owner-too-long", one(note(sizes=(0xFFFFFFFF, 4)))
    yield "description-too-long", one(note(sizes=(7, 0xFFFFFFF0)))
    yield "no-note", elf([(PT_LOAD, 0, 0, 4)])
    yield "debug-only", elf([(PT_DYNAMIC, 0, 0, 8), (PT_NOTE, 0, len(note()), 4)], tail=note())
    yield "load-beyond-end", elf([(PT_LOAD, 0, 1 << 40, 4)], tail=note())
    yield "offset-wraps", elf([(PT_NOTE, 2**64 - 200, 100, 4)], tail=note())
    yield "section", with_sections(SHT_NOTE, note())
    yield "section-nobits", with_sections(SHT_NOBITS, note())
    yield "section-progbits", with_sections(SHT_PROGBITS, note())
    yield "class-32", one(note(), **{"class": 1})
    yield "big-endian", one(note(), data=2)
    yield "machine", one(note(), machine=4)
    yield "program", one(note(), type=2)
    yield "too-many-headers", one(note(), phnum=65)
    yield "truncated", one(note())[:100]
    yield "text", b"/* GNU ld script */\nINPUT(libx.so)\n"


DT_NULL, DT_NEEDED, DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ = 0, 1, 4, 5, 6, 10
DT_RUNPATH, DT_FLAGS, DT_GNU_HASH = 29, 30, 0x6FFFFEF5
SHT_SYMTAB = 2
NAMES = b"\0twatfs_provider_1\0SSL_new\0libc.so.6\0$ORIGIN/a:/b\0"


def module(hashes="gnu", link=1, buckets=1, extra=(), symbols=2, hidden=True, **dynamic):
    """A module whose addresses are its offsets: one load segment has all of it."""
    start = 64 + 56 * 2
    table = b"\0" * 24
    for name in (b"twatfs_provider_1", b"SSL_new"):
        table += struct.pack("<IBBHQQ", NAMES.index(name), 0x11, 0, 1, 0, 80)
    if hashes == "gnu":
        chains = struct.pack("<IIIIQII", buckets, 1, 1, 0, 0, 1, 0)
        chains += struct.pack("<I", link)
    else:
        chains = struct.pack("<IIIIII", 1, symbols + 1, 1, 0, 0, 0)
    chains = pad(chains, 8)
    names = pad(NAMES, 8)
    places = {"symbols": start, "hash": start + len(table)}
    places["names"] = places["hash"] + len(chains)
    entries = [
        (DT_NEEDED, NAMES.index(b"libc")), (DT_RUNPATH, NAMES.index(b"$ORIGIN")),
        (DT_STRTAB, dynamic.get("strings", places["names"])),
        (DT_STRSZ, dynamic.get("strings_size", len(NAMES))),
        (DT_SYMTAB, dynamic.get("table", places["symbols"])),
        (DT_GNU_HASH if hashes == "gnu" else DT_HASH, dynamic.get("hash", places["hash"])),
        (DT_FLAGS, 8), *extra, (DT_NULL, 0),
    ]
    tail = table + chains + names
    at = len(tail)
    tail += b"".join(struct.pack("<QQ", *entry) for entry in entries)
    sections = [
        (0, SHT_SYMTAB, 0, len(table)),
        (0, SHT_STRTAB, len(table) + len(chains), len(NAMES)),
    ] if hidden else []
    data = bytearray(elf(
        [(PT_LOAD, -start, start + len(tail), 8), (PT_DYNAMIC, at, len(tail) - at, 8)],
        sections, tail))
    return bytes(data)


def objects():
    yield "gnu-hash", module()
    yield "hash", module("plain", hidden=False)
    yield "hash-too-many", module("plain", symbols=1 << 31)
    yield "hash-beyond", module("plain", symbols=1000)
    yield "hash-nowhere", module(hash=1 << 40)
    yield "chain-without-end", module(link=0)
    yield "buckets-too-many", module(buckets=0xFFFFFFFF)
    yield "buckets-beyond", module(buckets=100)
    yield "table-nowhere", module(table=2**64 - 8)
    yield "strings-nowhere", module(strings=2**64 - 8)
    yield "strings-too-long", module(strings_size=2**64 - 1)
    yield "strings-empty", module(strings_size=0)
    yield "needed-beyond", module(extra=[(DT_NEEDED, 2**64 - 1)])
    yield "dynamic-without-end", module()[:-16]
    yield "no-dynamic", elf([(PT_LOAD, 0, 0, 4)])
    yield "dynamic-too-long", elf([(PT_DYNAMIC, 0, 1 << 40, 8)])
    yield "sections-beyond", module()[:-100]
    yield "truncated", module()[:200]
    yield "text", b"no module at all\n"
    yield "copies", module() + (
        b"libcurl/7.88.1 CLIENT libcurl 8.1.2 %s:%d: OpenSSL internal error: %s libcurl/7.")


def manifest(members):
    head = b'{"abi":[1,0],"manifest":{"name":"x","version":"1","description":"d"'
    return head + (b"," + members if members else b"") + b"}}"


def manifests():
    yield "least", manifest(b"")
    yield "env", manifest(b'"env":{"any_of":[["A","B"],["C"]],"optional":["D"],"public":["C"]}')
    yield "env-bad", manifest(b'"env":{"any_of":[["a"]]}')
    yield "endpoint", manifest(b'"endpoint":{"env":"X_URL","default":"https://u:p@example.org/"}')
    yield "url", manifest(b'"url":"https://files.example.org/","schemes":["https"]')
    yield "urls", manifest(b'"url":["https://a.example.org/","https://b.example.org/"]')
    yield "url-open", manifest(b'"url":"https://example.org"')
    yield "supports", manifest(
        b'"supports":["remote-path","overwrite","unique","expiry","content-type","delete",'
        b'"resume","unknown-size","private","later"]')
    yield "sizes", manifest(
        b'"min_size":1,"max_size":9223372036854775807,"max_size_of":{"*.gif":20,"image/*":30}')
    yield "sizes-crossed", manifest(b'"min_size":2,"max_size":1')
    yield "rejects", manifest(b'"rejects":["*.exe","*a*b*c*","video/*","?"]')
    yield "expiry-choices", manifest(b'"supports":["expiry"],"expiry":[3600,43200,86400]')
    yield "expiry-range", manifest(
        b'"supports":["expiry"],"expiry":{"min":60,"max":600,"step":60}')
    yield "options", manifest(b'"options":{"storage-class":"which","acl":"who"}')
    yield "flags", manifest(
        b'"threads":"parallel","automatic":false,"single_download":true,"outlives_link":true,"priority":-5')
    yield "texts", manifest(
        b'"homepage":"https://example.org/","setup":"set A","retention":"\xc3\xbcber"')
    yield "control", manifest(b'"setup":"\\u001b[2J\\u202e"')
    yield "duplicate", manifest(b'"name":"y"')
    yield "deep", manifest(b'"x":[[[[[[[[1]]]]]]]]')
    yield "number", manifest(b'"priority":1e400')
    yield "major-2", b'{"abi":[2,0],"manifest":{}}'
    yield "empty", b"{}"


def main():
    for folder, seeds in (
        ("note", notes()), ("object", objects()), ("manifest", manifests()),
    ):
        directory = HERE / "corpus" / folder
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in seeds:
            (directory / name).write_bytes(data)


if __name__ == "__main__":
    main()
