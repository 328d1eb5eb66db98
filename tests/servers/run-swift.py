#!/usr/bin/env python3
"""Run one of OpenStack Swift's servers: run-swift.py FOLDER KIND

SPDX-License-Identifier: MIT

KIND is proxy, account, container or object; FOLDER has its KIND-server.conf and swift.conf.
Swift's own programs look for swift.conf in /etc/swift before anything can be said to them.  Its
CRC code looks for the system's libisal, which may be older than it needs: SWIFT_ISAL is another.
"""

import ctypes.util
import os
import sys

isal = os.environ.get("SWIFT_ISAL")
if isal:
    find_library = ctypes.util.find_library
    ctypes.util.find_library = lambda name: isal if name == "isal" else find_library(name)

from swift.common import utils

folder, kind = sys.argv[1:]
utils.set_swift_dir(folder)

from swift.common.wsgi import run_wsgi

options = {}
if kind == "object":
    from swift.obj import server

    options["global_conf_callback"] = server.global_conf_callback
path = os.path.join(folder, kind + "-server.conf")
sys.exit(run_wsgi(path, kind + "-server", verbose=True, **options))
