#!/usr/bin/python3
"""The fault server: upload hosts to test against, on 127.0.0.1, as they are and as they fail.

Every real host has one class in hosts/, every way to fail one class in faults.py. A run is told on its command line
which request meets which fault, and writes down every request it saw.
"""
import argparse
import itertools
import os
import resource
import signal
import socket
import subprocess
import sys
import threading

sys.dont_write_bytecode = True      # a test leaves nothing behind in the source tree

# pylint: disable=wrong-import-position
from exchange import serve
from faults import BadScript, Script
from hosts import HOSTS
from requestlog import RequestLog
from tls import server_context
from wire import Connection


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"{self.prog}: {message}\n")


def parse_arguments(arguments):
    parser = Parser(prog="fault server", description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--ready", metavar="FILE", required=True, help="written once all listen: NAME URL a line")
    parser.add_argument("--log", metavar="FILE", required=True, help="one JSON object per request")
    parser.add_argument("--host", metavar="KIND[:NAME]", action="append", default=[], help=", ".join(HOSTS))
    parser.add_argument("--fault", metavar="NAME/PHASE=SCRIPT", action="append", default=[])
    parser.add_argument("--limit", metavar="NAME=BYTES", action="append", default=[], help="largest file it takes")
    parser.add_argument("--tls", metavar="DIR", help="speak TLS; leave the CA certificate in DIR/ca.pem")
    parser.add_argument("--seed", default="0", help="of the ids and tokens")
    parser.add_argument("--no-hash", action="store_true", help="leave the SHA-256 of bodies out of the log")
    parser.add_argument("--discard", action="store_true", help="keep no body over 1 MiB: it reads as zeros")
    parser.add_argument("--max-seconds", type=float, default=300, help="of life, whatever happens")
    options = parser.parse_args(arguments)
    options.hosts, options.scripts = {}, {}
    for text in options.host:
        kind, _, name = text.partition(":")
        name = name or kind
        if kind not in HOSTS or name in options.hosts:
            parser.error(f"--host {text}: unknown, or named twice (known: {', '.join(HOSTS)})")
        options.hosts[name] = HOSTS[kind](name, options.seed)
        options.scripts[name] = Script()
    if not options.hosts:
        parser.error("--host is missing")
    for text in options.limit:
        name, _, size = text.partition("=")
        if name not in options.hosts or not size.isdigit():
            parser.error(f"--limit {text}: not HOST=BYTES of a host in this run")
        options.hosts[name].limit = int(size)
    for text in options.fault:
        target, _, script = text.partition("=")
        name, _, phase = target.partition("/")
        if name not in options.hosts:
            parser.error(f"--fault {text}: no host {name} in this run")
        try:
            options.scripts[name].add(phase, script)
        except BadScript as bad:
            parser.error(f"--fault {text}: {bad}")
    return options


class Server:
    """All the hosts of a run, listening."""

    def __init__(self, options):
        self.options = options
        self.log = RequestLog(options.log)
        self.context = server_context(options.tls) if options.tls else None
        self.numbers = itertools.count(1)
        # There may be thousands of connections, each with a thread and perhaps a spool.
        threading.stack_size(512 << 10)
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        for name, host in options.hosts.items():
            listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
            port = listener.getsockname()[1]
            host.url = f"https://localhost:{port}" if self.context else f"http://127.0.0.1:{port}"
            self._start(self._accept, listener, host, options.scripts[name])

    @staticmethod
    def _start(target, *arguments):
        threading.Thread(target=target, args=arguments, daemon=True).start()

    def _accept(self, listener, host, script):
        while True:
            sock, _ = listener.accept()
            self._start(self._connected, sock, host, script, next(self.numbers))

    def _connected(self, sock, host, script, number):
        if self.context:
            try:
                sock.settimeout(30)
                sock = self.context.wrap_socket(sock, server_side=True)
                sock.settimeout(None)
            except OSError:
                # A client that does not trust the certificate; there is no request to log.
                sock.close()
                return
        serve(host, Connection(sock, number), script, self.log, self.options)

    def write_ready(self):
        temporary = f"{self.options.ready}.{os.getpid()}"
        with open(temporary, "w", encoding="utf-8") as file:
            file.writelines(f"{host.name} {host.url}\n" for host in self.options.hosts.values())
        os.replace(temporary, self.options.ready)


def main():
    options = parse_arguments(sys.argv[1:])
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, lambda *_: over.set())

    def watch_input():
        # Standard input is the leash: whoever started the server ends it by ending.
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        over.set()

    try:
        Server(options).write_ready()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"fault server: {error}")
    threading.Thread(target=watch_input, daemon=True).start()
    over.wait(options.max_seconds)
    os._exit(0)     # the log is flushed line by line; connections in flight end with the process


if __name__ == "__main__":
    main()
