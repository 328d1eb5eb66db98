#!/bin/sh
# Ctrl-C stops a program whatever the module is doing: no moment makes it hang or crash.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

py <<'PYTHON'
import random, signal, subprocess, sys, time

program = """
import twatfs
print("ready", flush=True)
while True:
    twatfs.upload(data=b"x", provider="local", progress=str)
"""
for _ in range(20):
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        time.sleep(random.random() / 50)
        running.send_signal(signal.SIGINT)
        try:
            told = running.communicate(timeout=20)[1].decode()
        finally:
            running.kill()
    assert running.returncode == -signal.SIGINT, (running.returncode, told)
    assert told.endswith("KeyboardInterrupt\n"), told
PYTHON
expect_status 0
