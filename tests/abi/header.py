"""header.py: what <twatfs/provider.h> declares, for tests that compare something with it.

SPDX-License-Identifier: MIT

    python3 header.py HEADER

prints a line for each: "macro NAME", "wrapper NAME", "struct NAME", "member STRUCT.NAME TYPE", "function
STRUCT.NAME TYPE", where TYPE is that of the member without its name.
"""
import re, sys


def plain(text):
    return re.sub(r"\s*([*(),])\s*", r"\1", " ".join(text.split())).replace(",", ", ")


def declarations(text):
    text = re.sub(r"/\*.*?\*/", "", text.replace("\\\n", ""), flags=re.S)
    for name in re.findall(r"^# *define (TWATFS_\w*[A-Z0-9])\b", text, flags=re.M):
        if name != "TWATFS_PROVIDER_H":
            yield "macro", name, ""
    for name in re.findall(r"\b(twatfs_\w*[a-z0-9])\(struct twatfs_call \*call", text):
        yield "wrapper", name, ""
    for struct, body in re.findall(r"^struct (\w+) \{(.*?)^\};", text, flags=re.M | re.S):
        yield "struct", struct, ""
        for member in body.split(";"):
            function = re.match(r"(.*?)\(\*(\w+)\)(\(.*\))$", member.strip(), flags=re.S)
            value = re.match(r"(.*?)(\w+)(\[\d+\])?$", member.strip(), flags=re.S)
            if function:
                yield "function", f"{struct}.{function[2]}", plain(function[1] + "(*)" + function[3])
            elif value:
                yield "member", f"{struct}.{value[2]}", plain(value[1] + (value[3] or ""))


if __name__ == "__main__":
    for line in declarations(open(sys.argv[1], encoding="utf-8").read()):
        print(*line)
