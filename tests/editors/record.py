#!/usr/bin/env python3
"""Reads again what a server wrote in a session: messages and nothing else, no request that failed, and its exit code.

    tests/editors/record.py DIR [CODE]

DIR is the folder that record.sh was given. The server has a moment to end; CODE is 0, or 1 where the editor went away
without a word, as the protocol has it.
"""

import json
import pathlib
import re
import sys
import time

folder = pathlib.Path(sys.argv[1])
expected_code = sys.argv[2] if len(sys.argv) > 2 else "0"
# What a request is answered with that the editor took back, or that an edit overtook.
OVERTAKEN = (-32800, -32801)
problems = []


def read(name):
    path = folder / name
    return path.read_bytes() if path.exists() else b""


for _ in range(50):
    if (folder / "ended").exists():
        break
    time.sleep(0.1)

output, at, count = read("stdout"), 0, 0
while at < len(output):
    head = re.compile(rb"Content-Length: (\d+)\r\n\r\n").match(output, at)
    body = output[head.end() : head.end() + int(head[1])] if head else b""
    try:
        message = json.loads(body)
    except ValueError:
        problems.append(f"stray bytes on standard output: {output[at : at + 200]!r}")
        break
    error = message.get("error")
    if message.get("jsonrpc") != "2.0" or (error and error.get("code") not in OVERTAKEN):
        problems.append(f"a request failed: {body.decode()}")
    at, count = head.end() + len(body), count + 1
if count == 0:
    problems.append("the server said nothing")

code = read("exit-code").decode().strip() or "none: it was killed, or still runs"
if code != expected_code:
    problems.append(f"exit code of the server: {code}")
if b"panick" in read("stderr"):
    problems.append("the server panicked: " + read("stderr").decode(errors="replace"))

print("  FAIL" if problems else "  ok  ", f"the server wrote {count} messages and nothing else, and ended with {expected_code}")
print(*problems, sep="\n", end="\n" if problems else "")
sys.exit(1 if problems else 0)
