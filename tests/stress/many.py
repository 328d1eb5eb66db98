# many.py TWATFS COUNT JOBS SEED KILLS MEMORY: upload COUNT files under faults, killed KILLS times and gone on with,
# in MEMORY MiB (0: any), and see that each came to its end, and to one only.
#
# SPDX-License-Identifier: MIT
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

FAULTS = (
    "status=503", "status=429", "status=500", "status=408", "status=413", "status=415", "status=401", "status=404",
    "status=503,retry-after=0", "reset", "reset,after=100", "close", "close,after=50", "early=413", "early-then-reset=413",
    "html", "prose", "empty", "garbage", "other-host", "redirect=/elsewhere", "corrupt", "short=10", "longer=10",
    "answer-then-reset", "escapes", "nul", "big-header", "stall,at=answer,seconds=3", "stall,at=body,after=10,seconds=3",
    "slow,bytes-per-second=5000",
)
SHARE = 0.2

twatfs = sys.argv[1]
count, jobs, seed, kills, budget = map(int, sys.argv[2:7])
here = os.path.dirname(os.path.abspath(__file__))
chance = random.Random(seed)
folder = tempfile.mkdtemp(prefix="twatfs-stress-")
print(f"seed {seed}: {count} files, {jobs} at once, {SHARE:.0%} faults, killed {kills} times", flush=True)


def fail(text):
    print(f"FAIL: {text}")
    sys.exit(1)


def make_files():
    names = []
    for number in range(count):
        name = f"{folder}/files/{number % 100}/{number}.txt"
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "wb") as file:
            file.write(f"File {number} of the stress test.\n".encode() + chance.randbytes(chance.randrange(4000)))
        names.append(name)
    with open(folder + "/names", "w", encoding="utf-8") as file:
        file.writelines(name + "\n" for name in names)
    return names


def start_host():
    script = ";".join(chance.choice(FAULTS) if chance.random() < SHARE else "ok" for _ in range(3 * count))
    # Longer than one argument may be: several, one behind the other.
    pieces = [script.split(";")[at:at + 4000] for at in range(0, 3 * count, 4000)]
    faults = [part for piece in pieces for part in ("--fault", "transfersh/upload=" + ";".join(piece))]
    host = subprocess.Popen(
        [sys.executable, here + "/../fault/server.py", "--ready", folder + "/ready", "--log", folder + "/log",
         "--host", "transfersh", "--max-seconds", "3600", "--no-hash", *faults], stdin=subprocess.PIPE)
    while not os.path.exists(folder + "/ready"):
        if host.poll() is not None:
            fail("the host did not start")
        time.sleep(0.05)
    with open(folder + "/ready", encoding="utf-8") as file:
        return host, file.read().split()[1]


class Watch(threading.Thread):
    """The largest numbers of threads, descriptors and KiB of memory of a process."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.threads, self.descriptors, self.memory = pid, 0, 0, 0

    def run(self):
        try:
            while True:
                with open(f"/proc/{self.pid}/status", encoding="utf-8") as file:
                    values = dict(line.split(":", 1) for line in file)
                self.threads = max(self.threads, int(values["Threads"]))
                self.memory = max(self.memory, int(values["VmHWM"].split()[0]))
                self.descriptors = max(self.descriptors, len(os.listdir(f"/proc/{self.pid}/fd")))
                time.sleep(0.1)
        except (OSError, KeyError):
            pass


def requests():
    """What the host was asked so far, but for a line that is being written."""
    with open(folder + "/log", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def log_lines():
    with open(folder + "/log", "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def journal(select):
    with sqlite3.connect(folder + "/.local/state/twatfs/state.db", timeout=30) as memory:
        return memory.execute(select).fetchall()


def records_of(name):
    with open(folder + name, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def upload(url, resume, kill_at):
    """Until its end, or until the host was asked so many times."""
    environment = dict(os.environ, TWATFS_TRANSFERSH_URL=url + "/", TWATFS_STALL="1s", TWATFS_ANSWER_TIMEOUT="2s",
                       HOME=folder)
    with open(folder + "/out", "wb") as out, open(folder + "/err", "ab") as err:
        begun = time.monotonic()
        process = subprocess.Popen(
            [twatfs, "upload", "-p", "transfersh", "-j", str(jobs), "--json", "--retries", "4", "--retry-delay", "20ms",
             "--from-file", folder + "/names", "--report", folder + "/report.json"] + ["--resume"] * resume,
            stdout=out, stderr=err, env=environment)
        watch = Watch(process.pid)
        watch.start()
        while kill_at and process.poll() is None and log_lines() < kill_at:
            time.sleep(0.05)
        if kill_at:
            process.kill()
        status = process.wait()
        print(f"{time.monotonic() - begun:.1f} s, status {status}; at most {watch.threads} threads, "
              f"{watch.descriptors} descriptors, {watch.memory / 1024:.1f} MiB", flush=True)
    if watch.threads > jobs + 3 or watch.descriptors > 8 * jobs + 40:
        fail("too many threads or descriptors")
    if budget and watch.memory > budget * 1024:
        fail(f"more than {budget} MiB")
    return status


def upload_all(url):
    """The status of the last run, the links that were told before it, and how many files were under way at a kill."""
    told, under_way = {}, 0
    for turn in range(kills):
        # A file is two requests at least; what is left is shared among the runs.
        more = chance.randrange(count // (kills + 1), 2 * count // (kills + 1))
        if upload(url, turn > 0, log_lines() + more) != -signal.SIGKILL:
            fail("it ended before it was killed")
        more = journal("SELECT count(*) FROM batch_file WHERE state = 1")[0][0]
        done = journal("SELECT count(*) FROM batch_file WHERE state = 3")[0][0]
        print(f"killed: {done} done, {more} under way", flush=True)
        if more > jobs or journal("PRAGMA integrity_check") != [("ok",)]:
            fail("more under way than at once, or a memory that is damaged")
        under_way += more
        for record in records_of("/out"):
            if record["url"] is not None and told.setdefault(record["file"], record["url"]) != record["url"]:
                fail(f"{record['file']}: another link than an earlier run told")
    return upload(url, kills > 0, 0), told, under_way


def check_output(names, status, told):
    records = records_of("/out")
    with open(folder + "/report.json", encoding="utf-8") as file, open(folder + "/out", encoding="utf-8") as out:
        if file.read() != out.read():
            fail("the report is another one")
    with open(folder + "/err", encoding="utf-8", errors="replace") as file:
        said = file.read()
    if "Sanitizer" in said:
        fail("a sanitizer has something to say: " + said[said.index("Sanitizer"):][:4000])
    if [record["file"] for record in records] != names:
        fail("not one record for each file, in their order")
    failed = [record for record in records if record["url"] is None]
    print(f"{len(records) - len(failed)} links, {len(failed)} failures", flush=True)
    if not all(record["error"] for record in failed) or len(failed) > count * SHARE:
        fail("failures without a reason, or too many of them")
    if status != (1 if failed else 0):
        fail(f"status {status}")
    links = {record["file"]: record["url"] for record in records if record["url"] is not None}
    if len(set(links.values())) != len(links):
        fail("two files have one link")
    if any(links.get(name) != url for name, url in told.items()):
        fail("another link than an earlier run told")
    if failed and journal("SELECT state, count(*) FROM batch_file GROUP BY state ORDER BY state DESC") != [
            (3, len(links)), (2, len(failed))]:
        fail("the journal says something else")
    return records


def check_host(records, under_way):
    """A file that met no fault was sent once, but for those that were under way at a kill."""
    clean = {}
    for request in requests():
        if request["method"] == "PUT" and request["fault"] is None and request["status"] == 200:
            name = request["path"].rpartition("/")[2]
            clean[name] = clean.get(name, 0) + 1
    twice = sum(clean.get(os.path.basename(record["file"]), 0) > 1 for record in records if record["attempts"] == 1)
    print(f"sent more than once: {twice} files, of {under_way} that were under way at a kill", flush=True)
    if twice > under_way:
        fail("a file that was done was sent again")
    for record in records:
        if record["url"] is not None:
            with open(record["file"], "rb") as file, urllib.request.urlopen(record["url"]) as answer:
                if file.read() != answer.read():
                    fail(f"{record['url']} does not serve {record['file']}")


def main():
    names = make_files()
    host, url = start_host()
    try:
        status, told, under_way = upload_all(url)
        check_host(check_output(names, status, told), under_way)
    finally:
        host.stdin.close()
        host.wait()
        shutil.rmtree(folder)
    print("all of them came to their end")


main()
