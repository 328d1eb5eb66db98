# screen.py RECORDED COLUMNS: what a terminal of so many columns and 24 rows would have shown of what
# terminal.py recorded; it is wrong where a line is wrapped, the cursor leaves what was drawn, or a
# frame is shown half.  Prints how many frames there were, and what is left in the end.
#
# SPDX-License-Identifier: MIT
import re
import sys
import unicodedata

ROWS = 24
TOKENS = re.compile("\x1b\\[([?0-9;]*)([A-Za-z])|([\r\n])|([^\x1b\r\n])")

columns = int(sys.argv[2])
with open(sys.argv[1], "rb") as recorded:
    text = recorded.read().decode("utf-8")

lines, row, column = [[]], 0, 0     # of all that was ever shown; those above are scrolled away
frames, synchronized = 0, False


def check(condition, what):
    if not condition:
        sys.exit(f"at {position}: {what}: {text[max(0, position - 200):position + 20]!r}")


position = 0
for token in TOKENS.finditer(text):
    check(token.start() == position, "an unknown sequence")
    position = token.end()
    parameter, command, control, character = token.groups()
    if command == "h" or command == "l":
        check(parameter == "?2026", "another mode")
        check(synchronized == (command == "l"), "an update within another, or without a beginning")
        synchronized = command == "h"
        frames += synchronized
    elif command == "A":
        row -= int(parameter)
        check(row >= max(0, len(lines) - ROWS), "above what was drawn")
    elif command == "K":
        del lines[row][column:]
    elif command == "J":
        del lines[row][column:], lines[row + 1:]
    elif command:
        check(command == "m", "another command")
    elif control == "\r":
        column = 0
    elif control == "\n":
        row += 1
        if row == len(lines):
            lines.append([])
    else:
        wide = 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if column + wide > columns:
            # What is told may be longer than a line: it goes on in the next one.
            check("".join(lines[row]).startswith("twatfs: ") or continued == row, "a line that is wrapped")
            row, column, continued = row + 1, 0, row + 1
            if row == len(lines):
                lines.append([])
        del lines[row][column:column + wide]
        lines[row][column:column] = [character] + [""] * (wide - 1) if wide else []
        column += wide
    continued = row if (control is None and "continued" in globals() and continued == row) else -1
check(position == len(text), "an unknown sequence at the end")
check(not synchronized, "an update without an end")
print(frames)
print("\n".join("".join(line).rstrip() for line in lines))
