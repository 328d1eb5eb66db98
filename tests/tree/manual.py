# manual.py: the manual's pages, read for the tests that compare them with the program.
#
# SPDX-License-Identifier: MIT
import json
import os
import re
import subprocess
import sys

source = os.environ["SOURCE"]
wrong = []


def page(name):
    """The text of docs/NAME.pod or of a provider's page; None where there is none."""
    for path in (f"docs/{name}.pod", f"plugins/{name.replace('twatfs-provider-', '')}/{name}.pod"):
        if os.path.exists(os.path.join(source, path)):
            with open(os.path.join(source, path), encoding="utf-8") as file:
                return file.read()
    return None


def section(text, heading):
    found = re.search(rf"^=head1 {heading}$(.*?)(?=^=head1|\Z)", text, flags=re.S | re.M)
    return found[1] if found else ""


def items(text):
    """Each =item, which may be several in one paragraph, and the paragraphs that belong to it."""
    return re.findall(r"^=item (.*?)\n\n(.*?)(?=^=item|^=back|\Z)", text, flags=re.S | re.M)


def plain(text):
    """Without formatting codes."""
    while re.search(r"[BCFIL]<", text):
        text = re.sub(r"[BCFIL]<([^<>]*)>", r"\1", text)
    return re.sub(r"\s+", " ", text).replace("E<gt>", ">").replace("E<lt>", "<")


def twatfs(*arguments):
    program = os.environ.get("TWATFS_WRAPPER", "").split() + [os.environ["PROGRAM"]]
    return subprocess.run([*program, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def commands():
    return re.findall(r"^  (\w+)  ", twatfs("help"), flags=re.M)


def options(command):
    """As a page would write them: "-p NAMES", "--provider=NAMES"."""
    found = set()
    for letter, option, value in re.findall(r"^  (?:   |-(.),) (--[\w-]+)(\S*)", twatfs("help", command), flags=re.M):
        found.add(option + value)
        if letter:
            found.add(f"-{letter}" + value.replace("=", " ", 1))
    return found


def checker_options():
    """Of twatfs-provider-check: letters and long names."""
    program = os.environ.get("TWATFS_WRAPPER", "").split() + [os.environ["CHECKER"]]
    text = subprocess.run([*program, "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return {name for pair in re.findall(r"^  (?:(-.), )?(--[a-z]+)", text, flags=re.M) for name in pair if name}


def providers():
    for provider in json.loads(twatfs("providers", "--json"))["providers"]:
        yield json.loads(twatfs("providers", "info", provider["name"], "--json"))


def compare(ones, others, complaint):
    wrong.extend(f"{one}: {complaint}" for one in sorted(set(ones) - set(others)))


def finish():
    sys.exit("\n".join(wrong) or 0)
