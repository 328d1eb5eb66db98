"""s3-report.py FIGURES: the table of s3.sh and its bars.

A line of FIGURES is scheme, turn, "case: who", wall, user and system seconds and peak KiB, with tabs between.

SPDX-License-Identifier: MIT
"""
import statistics
import sys

CASES = {"one": "1 x 1 GiB", "small": "1,000 x 16 KiB", "middle": "100 x 8 MiB"}
OURS, CURL, HASH = "twatfs", "curl, presigned PUT", "SHA-256 alone"
NO_PEER = (OURS, OURS + ", with proof", CURL, HASH)


def read(path):
    """{(scheme, case): {who: {turn: (wall, cpu, peak MiB)}}}, in the order in which they came."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            scheme, turn, name, *numbers = line.rstrip("\n").split("\t")
            case, _, who = name.partition(": ")
            wall, user, system, peak = map(float, numbers)
            turns = found.setdefault((scheme, case), {}).setdefault(who, {})
            turns[turn] = (wall, user + system, peak / 1024)
    return found


def median(turns, column):
    return statistics.median(figures[column] for figures in turns.values())


def ratio(ours, theirs, column):
    """Of ours to theirs, turn by turn."""
    pairs = [ours[turn][column] / theirs[turn][column] for turn in ours if turn in theirs and theirs[turn][column]]
    return statistics.median(pairs) if pairs else float("nan")


def print_table(found):
    for (scheme, case), rows in found.items():
        print(f"{CASES[case]}, {scheme:19}   wall s    CPU s  peak MiB   twatfs to it: wall   CPU")
        for who, turns in rows.items():
            line = f"  {who:32} {median(turns, 0):8.2f} {median(turns, 1):8.2f} {median(turns, 2):9.0f}"
            if who != OURS and OURS in rows:
                line += f" {ratio(rows[OURS], turns, 0):18.2f} {ratio(rows[OURS], turns, 1):8.2f}"
            print(line)


def bar(text, value, limit):
    print(f"  {'met    ' if value <= limit else 'NOT MET'}  {text}: {value:.2f}, at most {limit:.2f}")


def print_bars(found):
    print("Bars")
    for (scheme, case), rows in found.items():
        ours, name = rows.get(OURS), f"{scheme}, {CASES[case]}"
        if ours is None:
            continue
        if case == "one" and CURL in rows and HASH in rows:
            bar(f"{name}: wall to curl's", ratio(ours, rows[CURL], 0), 1.1)
            # Over plain http a part's digest is in its signature, and the file's in the record.
            for count, what in ((1, "a SHA-256"), (2, "two")) if scheme == "http" else ((1, "a SHA-256"),):
                both = {turn: (0, rows[CURL][turn][1] + count * rows[HASH][turn][1])
                        for turn in rows[CURL] if turn in rows[HASH]}
                bar(f"{name}: CPU to curl's and {what}", ratio(ours, both, 1), 1.2)
        for who in rows if case != "one" else ():
            if who not in NO_PEER:
                bar(f"{name}: wall to {who}'s", ratio(ours, rows[who], 0), 1)
                bar(f"{name}: CPU to {who}'s", ratio(ours, rows[who], 1), 1)


figures = read(sys.argv[1])
print_table(figures)
print_bars(figures)
