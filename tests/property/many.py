# many.py TWATFS ROUNDS SEED: uploads with options, files, faults and interruptions as chance has them, and
# what has to hold of each whatever they were.
#
# SPDX-License-Identifier: MIT
#
# A round is told by SEED and its number alone, as far as threads and signals let it be.
import collections
import csv
import io
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
import urllib.error
import urllib.request

UPLOAD_FAULTS = (
    "status=503", "status=429", "status=500", "status=408", "status=413", "status=415", "status=401", "status=404",
    "status=503,retry-after=0", "reset", "reset,after=100", "close", "close,after=50", "early=413",
    "early-then-reset=413", "html", "prose", "empty", "garbage", "other-host", "redirect=/elsewhere", "corrupt",
    "short=10", "longer=10", "answer-then-reset", "escapes", "nul", "big-header", "stall,at=answer,seconds=2",
    "slow,bytes-per-second=20000",
)
# None that would undo one of an upload: such a link would be proven by accident.
DOWNLOAD_FAULTS = ("status=503", "status=404", "reset", "close", "short=7", "html")
DOWNLOAD_FAULTS_MOST = 8
ODD_NAMES = (
    b"two words.txt", b" blanks around ", b"new\nline.txt", b"quote'.txt", b'quotes".txt', b"back\\slash", b"-dash.txt",
    b"--option", b"comma,semicolon;.csv", b"star*?[a].txt", b"\xc3\xa4\xe2\x82\xac.txt", b"no\xffutf8.txt", b"\x1b[31mred",
    b"tab\tand\x7fdel", b".hidden", b"%41%2f.txt", b"$(HOME)`id`", b"#hash?query&=.txt", b"a" * 200, b"x.tar.gz",
)
EXIT_CODES = {"verified": 0, "unchecked": 0, "unverified": 6, "usage": 2, "file": 3, "no-provider": 4, "failed": 5,
              "cancelled": 5}
PHASES = {"spooling", "starting", "sending", "finishing", "verifying", "waiting", "end"}
STATE_FILES = {"state.db", "state.db-wal", "state.db-shm", "state.db.lock", "state.db-batches"}
PATIENCE_S = 120

here = os.path.dirname(os.path.abspath(__file__))


class Broken(Exception):
    """Something does not hold."""


def hold(condition, what):
    if not condition:
        raise Broken(what)


def shown(name):
    """A name as records have it."""
    return name.decode("utf-8", "replace")


# ---- What is uploaded, and how -------------------------------------------------------------------


class Files:
    """Files of all kinds, and the names under which they are asked for."""

    def __init__(self, chance, folder):
        self.folder = folder
        self.contents = {}      # by name; None: it cannot be read
        self.names = []
        os.mkdir(folder)
        for number in range(chance.choice((0, 1, 2, 5, 12, 25))):
            self.add(chance, number)

    def path(self, name):
        return os.path.join(os.fsencode(self.folder), name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content)
        self.contents[name] = content

    def add(self, chance, number):
        kind = chance.choice(("plain",) * 6 + ("odd", "odd", "empty", "large", "same", "again", "link") +
                             ("missing", "folder", "unreadable"))
        name = b"%d.txt" % number
        if kind == "odd":
            name = chance.choice(ODD_NAMES)
        if kind == "again" and self.names:
            name = chance.choice(self.names)
        self.names.append(name)
        if name in self.contents:
            return
        if kind == "missing":
            self.contents[name] = None
        elif kind == "folder":
            os.mkdir(self.path(name))
            self.contents[name] = None
        elif kind == "link":
            os.symlink(b"nowhere", self.path(name))
            self.contents[name] = None
        elif kind == "empty":
            self.write(name, b"")
        elif kind == "same":
            self.write(name, b"Many files have these bytes.\n")
        else:
            size = chance.randrange(300_000, 1_000_000) if kind == "large" else chance.randrange(1, 5000)
            self.write(name, b"File %d.\n" % number + chance.randbytes(size))
        if kind == "unreadable":
            os.chmod(self.path(name), 0)
            if not os.access(self.path(name), os.R_OK):
                self.contents[name] = None


class Way:
    """A command line, and what is done to the process meanwhile."""

    def __init__(self, chance, files, folder, faulty):
        self.options = ["-p", chance.choice(("transfersh", "transfersh,catbox", "catbox,transfersh"))]
        self.folder, self.input = folder, None
        self.jobs = chance.choice((None, "auto", "1", "2", "3", "8", "32", "200"))
        self.check = chance.choice((None, None, "auto", "full", "head", "none"))
        self.json, self.report = chance.choice(((True, None), (True, "json"), (True, "csv"), (False, "json")))
        self.unordered, self.fail_fast = chance.random() < 0.3, chance.random() < 0.15
        self.progress, self.reuse = chance.random() < 0.4, chance.random() < 0.25
        self.memory = chance.random() < 0.8
        self.signals = []       # (after so many seconds, which)
        if chance.random() < 0.4:
            moment = chance.choice((0.03, 0.3, 0.6)) * chance.random()
            self.signals = [(moment, chance.choice((signal.SIGINT, signal.SIGINT, signal.SIGTERM)))]
            if chance.random() < 0.5:
                self.signals.append((moment + chance.random() * 0.3, signal.SIGINT))
        self.add_options(chance, faulty)
        self.add_names(chance, files)

    def add_options(self, chance, faulty):
        for option, value in (("-j", self.jobs), ("--check", self.check)):
            self.options += [option, value] if value else []
        for option, wanted in (("--json", self.json), ("--unordered", self.unordered), ("--fail-fast", self.fail_fast),
                               ("--reuse", self.reuse), ("--no-memory", not self.memory),
                               ("--progress=json", self.progress)):
            self.options += [option] if wanted else []
        for option in ("--smaller-first", "--first=*.txt", "--max-memory=1", "--max-memory=20M", "--limit-rate=3M",
                       "--ignore-health", "--show-token", "--unique", "-v", "-vv", "--nice=1", "--fragile",
                       "--cache=memory", "--cache=none", "--name=", "--expire=1d"):
            if chance.random() < 0.12:
                self.options.append(option)
        self.options += ["--retries", str(chance.choice((0, 1, 3, 6) if faulty else (2,)))]
        # An empty name is refused, and with it everything.
        self.usage = "--name=" in self.options
        if self.report:
            self.options += ["--report", f"{self.folder}/report.{self.report}"]

    def add_names(self, chance, files):
        """Some on the command line, the others in a list."""
        listed = files.names[chance.choice((0, 0, len(files.names) // 2, len(files.names))):]
        nul = chance.random() < 0.5 or any(b"\n" in name for name in listed)
        self.arguments = files.names[:len(files.names) - len(listed)]
        text = b"".join(name + (b"\0" if nul else b"\n") for name in listed)
        if listed or not self.arguments:
            self.options += ["-0"] if nul else []
            if chance.random() < 0.5:
                self.options += ["--from-file", "-"]
                self.input = text
            else:
                self.options += ["--from-file", f"{self.folder}/names"]
                with open(f"{self.folder}/names", "wb") as file:
                    file.write(text)

    def command(self):
        return [os.fsencode(word) for word in ["upload", *self.options, "--"]] + self.arguments


class Host:
    """The fault server, for one round."""

    def __init__(self, chance, folder):
        self.folder = folder
        self.faulty = chance.random() < 0.6
        share = chance.choice((0.1, 0.3, 0.8)) if self.faulty else 0
        # Slow ones: a signal is to meet something that is under way.
        usual = chance.choice(("ok", "stall,at=answer,seconds=0.1", "stall,at=answer,seconds=0.3"))
        scripts = [(host, phase, [chance.choice(faults) if chance.random() < share else usual if phase == "upload" else "ok"
                                  for _ in range(count)])
                   for host in ("transfersh", "catbox")
                   for phase, faults, count in (("upload", UPLOAD_FAULTS, 120),
                                                ("download", DOWNLOAD_FAULTS, DOWNLOAD_FAULTS_MOST))]
        faults = [word for host, phase, script in scripts for word in ("--fault", f"{host}/{phase}={';'.join(script)}")]
        self.process = subprocess.Popen(
            [sys.executable, here + "/../fault/server.py", "--ready", folder + "/ready", "--log", folder + "/hosts.log",
             "--host", "transfersh", "--host", "catbox", "--no-hash", *faults], stdin=subprocess.PIPE)
        while not os.path.exists(folder + "/ready"):
            hold(self.process.poll() is None, "the host did not start")
            time.sleep(0.01)
        with open(folder + "/ready", encoding="utf-8") as file:
            self.urls = dict(line.split() for line in file)

    def uploads(self):
        with open(self.folder + "/hosts.log", encoding="utf-8") as file:
            return sum(json.loads(line)["method"] in ("PUT", "POST") for line in file)

    def serves(self, url, content):
        """Whether it does, once the faults of downloads have run out."""
        for _ in range(DOWNLOAD_FAULTS_MOST + 1):
            try:
                with urllib.request.urlopen(url, timeout=30) as answer:
                    if answer.read() == content:
                        return True
            except (OSError, urllib.error.URLError):
                pass
        return False

    def close(self):
        self.process.stdin.close()
        self.process.wait()


# ---- One run --------------------------------------------------------------------------------------


class Run:
    """What a command did."""

    def __init__(self, twatfs, way, files, environment):
        self.most_descriptors = 0
        wrapper = os.environ.get("TWATFS_WRAPPER", "").split()
        with open(way.folder + "/out", "wb") as out, open(way.folder + "/err", "wb") as err:
            process = subprocess.Popen([*wrapper, twatfs, *way.command()], stdin=subprocess.PIPE, stdout=out, stderr=err,
                                       env=environment, cwd=files.folder,
                                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            threading.Thread(target=self.feed, args=(process, way.input), daemon=True).start()
            self.begun = time.monotonic()
            self.status = self.watch(process, list(way.signals))
        with open(way.folder + "/out", "rb") as file:
            self.out = file.read()
        with open(way.folder + "/err", "rb") as file:
            self.err = file.read()

    @staticmethod
    def feed(process, text):
        try:
            process.stdin.write(text or b"")
            process.stdin.close()
        except OSError:     # it ended without reading
            pass

    def watch(self, process, signals):
        while process.poll() is None:
            passed = time.monotonic() - self.begun
            if signals and passed >= signals[0][0]:
                process.send_signal(signals.pop(0)[1])
            if passed > PATIENCE_S:
                process.send_signal(signal.SIGABRT)
                process.wait()
                raise Broken("it does not end")
            try:
                self.most_descriptors = max(self.most_descriptors, len(os.listdir(f"/proc/{process.pid}/fd")))
            except OSError:
                pass
            time.sleep(0.002)
        return process.returncode


# ---- What has to hold -----------------------------------------------------------------------------


def whole_lines(text, what):
    hold(not text or text.endswith(b"\n"), f"{what} ends within a line")
    return text.decode("utf-8").split("\n")[:-1]


def read_csv(text):
    hold(not text or text.endswith(b"\r\n"), "the report ends within a row")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline=""), strict=True))
    for row in rows:
        hold(None not in row and None not in row.values(), "a row of another length")
        row["url"] = row["url"] or None
    return rows


def read_records(run, way):
    """Those of standard output and those of the report, which must be the same."""
    found = []
    lines = whole_lines(run.out, "standard output")
    if way.json:
        found.append([json.loads(line) for line in lines])
    if way.report and os.path.exists(f"{way.folder}/report.{way.report}"):
        with open(f"{way.folder}/report.{way.report}", "rb") as file:
            text = file.read()
        found.append(read_csv(text) if way.report == "csv"
                     else [json.loads(line) for line in whole_lines(text, "the report")])
    if not found:
        return []
    # Each goes to standard output before it goes to the report: a signal may come between.
    short = 1 if run.status < 0 else 0
    told = [[(record["file"], record["url"], record["status"]) for record in records] for records in found]
    hold(all(len(told[0]) - len(one) in range(short + 1) and one == told[0][:len(one)] for one in told),
         "the report is another one")
    if not way.json:
        links = [record["url"] for record in found[0] if record["url"]]
        hold(links == lines[:len(links)] and len(lines) - len(links) in range(short + 1), "links other than the report's")
    return found[0]


def check_order(records, names, way):
    """One record for each file, in the order of the files."""
    told, asked = [record["file"] for record in records], [shown(name if name != b"-" else b"./-") for name in names]
    if way.unordered:
        hold(not collections.Counter(told) - collections.Counter(asked), "a record too many")
        return
    rest = iter(asked)
    hold(all(name in rest for name in told), "records in another order, or too many")


def check_status(run, records, names, way):
    # Those that an interruption ended are no failures.
    cut = [record for record in records if record["status"] == "cancelled"] if way.signals else []
    complete = len(records) == len(names) and not cut
    codes = {EXIT_CODES[record["status"]] for record in records if record not in cut}
    expected = 0 if not codes else codes.pop() if len(codes) == 1 else 6 if codes == {0, 6} else 1
    sent = {number for _, number in way.signals}
    if run.status < 0:
        hold(-run.status in sent, f"ended by signal {-run.status}")
    elif run.status > 128:
        hold(run.status - 128 in sent and not complete, f"status {run.status}, and nothing was cut short")
    else:
        hold(run.status == expected, f"status {run.status}, expected {expected}")
        failed = any(record["url"] is None for record in records)
        hold(complete or (way.fail_fast and failed), f"{len(records)} records of {len(names)}")


def check_records(records, names, files, host, way, quiet):
    contents = {shown(name if name != b"-" else b"./-"): files.contents[name] for name in names}
    for record in records:
        content, url = contents[record["file"]], record["url"]
        if url is None:
            hold(record["error"], "a failure without a reason")
            hold(content is not None or record["status"] in ("file", "cancelled"),
                 f"{record['file']}: {record['status']}, though it cannot be read")
            # What an empty file is to a host is its own affair.
            hold(not quiet or not content, f"{record['file']}: failed without a fault: {record['error']}")
            continue
        hold(content is not None, f"{record['file']}: a link to what cannot be read")
        hold(int(record["size"]) == len(content), f"{record['file']}: of another size")
        if record["proof"] in ("download", "server-digest"):
            hold(host.serves(url, content), f"{url} does not serve {record['file']}")


def check_events(run, way):
    """Lines of standard error, and events that begin and end."""
    ends, latest = collections.Counter(), {}
    for line in whole_lines(run.err, "standard error"):
        hold(line.startswith("twatfs: ") or (way.progress and line.startswith("{")), f"on standard error: {line!r}")
        hold(line.isprintable(), f"not printable: {line!r}")
        if line.startswith("{"):
            event = json.loads(line)
            hold(event["phase"] in PHASES, f"an unknown phase: {line}")
            ends[event["file"]] += event["phase"] == "end"
            latest[event["file"]] = event["phase"]
    if run.status >= 0:
        hold(all(count == 1 for count in ends.values()) and set(latest.values()) <= {"end"},
             f"files that end not once: {ends}, {latest}")


def check_memory(run, records, folder, way):
    """What the history knows is what was told."""
    database = folder + "/home/.local/state/twatfs/state.db"
    if not way.memory:
        hold(not os.path.exists(database), "something was remembered")
    if run.status < 0 or not os.path.exists(database):
        return
    with sqlite3.connect(database) as connection:
        rows = [row[0] for row in connection.execute("SELECT url FROM upload WHERE status != 'left'")]
    connection.close()
    links = [record["url"] for record in records if record["url"] and record.get("reused") is not True]
    if way.report != "csv" or way.json:     # a table does not say what was reused
        hold(collections.Counter(rows) == collections.Counter(links), f"remembered: {rows}, told: {links}")


def check_rest(run, folder, before, files, way):
    """Nothing is left behind, nothing takes more than it may."""
    hold(b"Sanitizer" not in run.err, "a sanitizer has something to say")
    hold(not os.listdir(folder + "/tmp"), "a temporary file was left")
    found = {name for _, _, names in os.walk(folder + "/home") for name in names}
    hold(found <= STATE_FILES, f"left behind: {found - STATE_FILES}")
    hold(sorted(os.listdir(files.folder)) == before, "the folder of the files is another one")
    jobs = int(way.jobs) if way.jobs not in (None, "auto") else 32
    hold(run.most_descriptors <= 12 * min(jobs, len(files.names) + 1) + 60, f"{run.most_descriptors} descriptors")


def round_of(twatfs, seed, number, folder):
    chance = random.Random(f"{seed}/{number}")
    for name in ("home", "tmp"):
        os.mkdir(f"{folder}/{name}")
    files = Files(chance, folder + "/files")
    host = Host(chance, folder)
    try:
        way = Way(chance, files, folder, host.faulty)
        environment = dict(os.environ, HOME=folder + "/home", TMPDIR=folder + "/tmp", TWATFS_STALL="1s",
                           TWATFS_ANSWER_TIMEOUT="1s" if host.faulty else "60s", TWATFS_RETRY_DELAY="5ms",
                           TWATFS_TRANSFERSH_URL=host.urls["transfersh"] + "/",
                           TWATFS_CATBOX_URL=host.urls["catbox"] + "/user/api.php")
        before = sorted(os.listdir(files.folder))
        print(f"{number}: {'' if host.faulty else 'no '}faults, {len(files.names)} files, "
              f"{[(round(after, 3), which.name) for after, which in way.signals]}, {' '.join(way.options)}", flush=True)
        run = Run(twatfs, way, files, environment)
        print(f"{number}: {time.monotonic() - run.begun:.2f} s, status {run.status}", flush=True)
        if way.usage:
            hold(run.status == 2 or (run.status < 0 and way.signals), f"status {run.status} of a wrong option")
            hold(not run.out, "links in spite of a wrong option")
            return
        records = read_records(run, way)
        check_order(records, files.names, way)
        check_status(run, records, files.names, way)
        # What no other provider grants leaves nobody to upload to.
        quiet = not host.faulty and not way.signals and not {"--expire=1d", "--unique"} & set(way.options)
        check_records(records, files.names, files, host, way, quiet)
        check_events(run, way)
        check_memory(run, records, folder, way)
        check_rest(run, folder, before, files, way)
        if quiet and not way.fail_fast and not way.reuse:
            sent = sum(bool(files.contents[name]) for name in files.names)
            empty = sum(files.contents[name] == b"" for name in files.names)
            hold(sent <= host.uploads() <= sent + 8 * empty, f"{host.uploads()} uploads of {sent} files")
    except Broken:
        for name in ("out", "err"):
            if os.path.exists(f"{folder}/{name}"):
                with open(f"{folder}/{name}", "rb") as file:
                    print(f"--- {name}\n{file.read()[-6000:].decode('utf-8', 'backslashreplace')}")
        raise
    finally:
        host.close()


def main():
    twatfs, rounds, seed = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    first = int(os.environ.get("FIRST", "1"))
    print(f"SEED={seed}: {rounds} rounds from {first}", flush=True)
    for number in range(first, first + rounds):
        folder = tempfile.mkdtemp(prefix="twatfs-property-")
        try:
            round_of(twatfs, seed, number, folder)
        except Broken as broken:
            print(f"FAIL: {broken}\nto see it again: SEED={seed} FIRST={number} ROUNDS=1")
            sys.exit(1)
        finally:
            shutil.rmtree(folder)


main()
