"""ftpd.py: pyftpdlib as a server with TLS, and with faults.

SPDX-License-Identifier: MIT

usage: ftpd.py PORT-FILE FOLDER CERTIFICATE [OPTION...]

Writes its port to PORT-FILE; the user anna has FOLDER, with the password in FTP_PASSWORD.

    clear      without TLS; otherwise nothing is taken without it
    implicit   TLS from the first byte
    full       the disk is full after 100000 bytes of a file
    cut        the first data connection that stores something ends after 100000 bytes
    deny=CMD   this command is refused
    lose=CMD   this command is done once, and its answer is lost with the connection
"""

import logging
import os
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import DTPHandler, FTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

LIMIT = 100000


def make_channel(base, options):
    faults = [option for option in options if option in ("cut", "full")]

    class Channel(base):
        full = False

        def readable(self):
            # libcurl begins TLS before it says what is to be transferred; pyftpdlib 1.5.7 takes
            # data that comes before that for an error.
            return True if not self.receive and self.file_obj is None else super().readable()

        def handle_read_event(self):
            super().handle_read_event()
            if faults and self.receive and self.tot_bytes_received > LIMIT:
                if faults[0] == "full":
                    self.full = True
                    return
                faults.clear()
                self._ssl_established = False  # without TLS's own goodbye
                self.close()

        def close(self):
            if self.full and self.transfer_finished:
                self.transfer_finished = False
                self._resp = ("552 No space left on device.", logging.warning)
            if not self._closed and self.receive:
                print(f"stored {self.tot_bytes_received} bytes", flush=True)
            super().close()

    return Channel


def make_handler(base, channel, options):
    denied = [option[5:] for option in options if option.startswith("deny=")]
    lost = [option[5:] for option in options if option.startswith("lose=")]

    class Handler(base):
        dtp_handler = channel
        loses = False

        def pre_process_command(self, line, cmd, arg):
            print(line if cmd != "PASS" else "PASS", flush=True)
            if cmd in denied:
                self.respond(f"550 {cmd}: not here.")
                return
            if cmd in lost:
                lost.remove(cmd)
                self.loses = True
            super().pre_process_command(line, cmd, arg)

        def respond(self, resp, logfun=logging.debug):
            if self.loses:
                self.close()
            else:
                super().respond(resp, logfun)

    class Implicit(Handler):
        def handle(self):
            self.secure_connection(self.ssl_context)
            super().handle()

        def ftp_AUTH(self, line):
            self.respond("503 It is there already.")

    return Implicit if "implicit" in options else Handler


def main():
    logging.basicConfig(level=logging.WARNING)
    port_file, folder, certificate, options = *sys.argv[1:4], sys.argv[4:]
    clear = "clear" in options
    channel = make_channel(DTPHandler if clear else TLS_DTPHandler, options)
    handler = make_handler(FTPHandler if clear else TLS_FTPHandler, channel, options)
    handler.authorizer = DummyAuthorizer()
    handler.authorizer.add_user("anna", os.environ["FTP_PASSWORD"], folder, perm="elradfmwMT")
    handler.auth_failed_timeout = 0
    if not clear:
        handler.certfile = certificate
        handler.tls_control_required = handler.tls_data_required = True
        handler.ssl_context = handler.get_ssl_context()
    server = FTPServer(("127.0.0.1", 0), handler)
    with open(port_file + ".new", "w", encoding="ascii") as out:
        out.write(str(server.address[1]))
    os.rename(port_file + ".new", port_file)
    server.serve_forever()


main()
