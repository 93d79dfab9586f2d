#!/usr/bin/env python3
"""Where the cursor of Helix stands after `]d`, `]d`, …, from the top of a file: one ROW:COLUMN a line.

    zhengwen check --format json FILE | walk.py COUNT

`]d` goes to the first finding that begins after the cursor, and selects it: the cursor is on its last character then.
"""

import json
import sys

findings = []
for finding in json.load(sys.stdin):
    first, last = finding["location"], finding["end_location"]
    if first["row"] == last["row"]:
        findings.append(((first["row"], first["column"]), (last["row"], last["column"] - 1)))
findings.sort()

cursor, left = (1, 1), int(sys.argv[1])
for begin, end in findings:
    if begin > cursor and left:
        cursor, left = end, left - 1
        print("%d:%d" % end)
