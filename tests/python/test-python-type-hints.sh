#!/bin/sh
# Everything public has a docstring, and type hints that mean something.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

py <<'PYTHON'
import inspect, typing
import twatfs

def check(name, function):
    hints = typing.get_type_hints(function)
    signature = inspect.signature(function)
    missing = [parameter.name for parameter in signature.parameters.values()
               if parameter.name not in ("self", "cls") and parameter.name not in hints]
    assert not missing and "return" in hints, (name, missing)
    assert "._" in name or function.__doc__, name

for name in twatfs.__all__:
    found = getattr(twatfs, name)
    if inspect.isclass(found):
        assert found.__doc__, name
        typing.get_type_hints(found)
        for key, member in vars(found).items():
            member = getattr(member, "fget", getattr(member, "__func__", member))
            # What dataclasses makes is made elsewhere.
            if inspect.isfunction(member) and member.__code__.co_filename == twatfs.__file__:
                check(f"{name}.{key}", member)
    elif callable(found):
        check(name, found)
        assert found.__module__ == "twatfs" and found.__qualname__ == name
public = {name for name, found in vars(twatfs).items() if not name.startswith("_")
          and getattr(found, "__module__", None) == "twatfs"}
assert public <= set(twatfs.__all__), public - set(twatfs.__all__)
PYTHON
expect_status 0
