# twatfs.py: libtwatfs for Python.
#
# SPDX-License-Identifier: MIT
"""Upload files to hosts, and have links that are proven to serve exactly their bytes.

    >>> from twatfs import upload_file
    >>> upload_file("photo.jpg")
    'https://files.catbox.moe/a1b2c3.jpg'

upload() tells more of a link than its URL, and takes bytes and open files too.  Each of these
functions is one run of the command: it reads the environment and the configuration files anew.
A Context does so once and keeps connections, for many files and for any number of threads.

upload_files() takes many at once and yields what becomes of each; history() yields what was
uploaded before.

What goes wrong is an UploadError: a RetryableError where trying again later may help, else a
NonRetryableError, of which a FileError is an OSError, a UsageError a ValueError.

What the library has to say goes to the logger "twatfs".
"""
from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import errno
import functools
import inspect
import io
import itertools
import json
import logging
import mmap
import operator
import os
import queue
import select
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace, TracebackType
from typing import (
    IO, TYPE_CHECKING, Any, Callable, ContextManager, Generic, Optional, TypeVar, Union)

if TYPE_CHECKING:
    from typing import Concatenate, ParamSpec

    _P = ParamSpec("_P")
_T = TypeVar("_T")

__all__ = [
    "Cancel", "Cancelled", "Context", "DirectoryError", "Event", "FileError",
    "ForbiddenFileError", "HistoryEntry", "MissingFileError", "NonRetryableError", "Outcome",
    "Provider", "Result", "RetryableError", "Timings", "UploadError", "UsageError", "delete",
    "delete_entry", "history", "logger", "providers", "upload", "upload_file", "upload_files",
]

logger = logging.getLogger("twatfs")

StrPath = Union[str, os.PathLike[str]]
BytesLike = Union[bytes, bytearray, memoryview, mmap.mmap]
Setting = Union[str, int, float, timedelta, Sequence[str]]

# ---- Errors ----------------------------------------------------------------------------


class UploadError(Exception):
    """There is no link.  str() of it is its message: "thing: what: why"."""

    retryable = False  # whether trying again later may help

    def __init__(self, message: str, code: str = "usage", provider: Optional[str] = None,
                 unverified_url: Optional[str] = None, delete_token: Optional[str] = None) -> None:
        super().__init__(message)
        self.message = message
        # "usage", "file", "no-provider", "failed", "unverified", "cancelled", "system"
        self.code = code
        self.provider = provider  # of unverified_url, or that was tried last; None when none was
        # Where the file was left all the same, unproven, and the secret that deletes it.
        self.unverified_url = unverified_url
        self.delete_token = delete_token

    def __str__(self) -> str:
        return self.message


class RetryableError(UploadError):
    """The last provider's trouble was a temporary one, or the time was over."""

    retryable = True


class NonRetryableError(UploadError):
    """Trying again would not help."""


class UsageError(NonRetryableError, ValueError):
    """An unknown name, or a bad value."""


class FileError(NonRetryableError, OSError):
    """The file itself: missing, unreadable, changed while it was sent."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args, {**vars(self), **{
            name: getattr(self, name) for name in ("errno", "strerror", "filename")}}


class MissingFileError(FileError, FileNotFoundError):
    """There is no such file."""


class ForbiddenFileError(FileError, PermissionError):
    """The file must not be read."""


class DirectoryError(FileError, IsADirectoryError):
    """It is a directory."""


class Cancelled(NonRetryableError):
    """By its Cancel."""


_KINDS: dict[str, type[UploadError]] = {
    "usage": UsageError, "file": FileError, "cancelled": Cancelled}
_FILE_KINDS: dict[int, type[FileError]] = {
    errno.ENOENT: MissingFileError, errno.EACCES: ForbiddenFileError,
    errno.EPERM: ForbiddenFileError, errno.EISDIR: DirectoryError}

# ---- The library -----------------------------------------------------------------------

_NEEDED = (0, 1)  # the version
_INSTALLED = ""  # where the library is; filled in when this file is installed


class _Event(ctypes.Structure):
    """struct twatfs_event."""

    _fields_ = [
        ("struct_size", ctypes.c_uint32), ("kind", ctypes.c_int32),
        ("name", ctypes.c_char_p), ("provider", ctypes.c_char_p),
        ("attempt", ctypes.c_uint32), ("reserved", ctypes.c_uint32),
        ("done", ctypes.c_uint64), ("total", ctypes.c_uint64), ("wait_ns", ctypes.c_uint64),
    ]


_BatchEventFunction = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_uint64, ctypes.POINTER(_Event))
_EventFunction = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Event))
_LogFunction = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int32, ctypes.c_char_p)

_BOOL, _CODE, _COUNT, _FLAGS = ctypes.c_bool, ctypes.c_int32, ctypes.c_uint32, ctypes.c_uint32
_HANDLE, _TEXT, _SIZE, _NS = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint64
_ERROR = ctypes.POINTER(ctypes.c_void_p)

# Of <twatfs/twatfs.h>: what each function returns, then what it takes.
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "version": (_TEXT,),
    "error_code": (_CODE, _HANDLE),
    "error_name": (_TEXT, _CODE),
    "error_message": (_TEXT, _HANDLE),
    "error_retryable": (_BOOL, _HANDLE),
    "error_errno": (_CODE, _HANDLE),
    "error_free": (None, _HANDLE),
    "cancel_new": (_HANDLE,),
    "cancel_now": (None, _HANDLE),
    "cancel_free": (None, _HANDLE),
    "context_new": (_HANDLE, _ERROR),
    "context_open": (_BOOL, _HANDLE, _ERROR),
    "context_free": (None, _HANDLE),
    "set": (_BOOL, _HANDLE, _TEXT, _TEXT, _ERROR),
    "set_option": (_BOOL, _HANDLE, _TEXT, _TEXT, _TEXT, _ERROR),
    "add_provider_directory": (_BOOL, _HANDLE, _TEXT, _ERROR),
    "read_configuration": (_BOOL, _HANDLE, _TEXT, _ERROR),
    "on_log": (_BOOL, _HANDLE, _CODE, _LogFunction, ctypes.c_void_p, _ERROR),
    "provider_count": (_SIZE, _HANDLE),
    "provider_name": (_TEXT, _HANDLE, _SIZE),
    "provider_state": (_CODE, _HANDLE, _SIZE),
    "provider_state_name": (_TEXT, _CODE),
    "provider_reason": (_TEXT, _HANDLE, _SIZE),
    "provider_path": (_TEXT, _HANDLE, _SIZE),
    "provider_manifest": (_TEXT, _HANDLE, _SIZE),
    "request_new": (_HANDLE,),
    "request_path": (_BOOL, _HANDLE, _TEXT),
    "request_descriptor": (_BOOL, _HANDLE, ctypes.c_int),
    "request_memory": (_BOOL, _HANDLE, ctypes.c_void_p, _SIZE),
    "request_name": (_BOOL, _HANDLE, _TEXT),
    "request_providers": (_BOOL, _HANDLE, _TEXT),
    "request_content_type": (_BOOL, _HANDLE, _TEXT),
    "request_remote_path": (_BOOL, _HANDLE, _TEXT),
    "request_expire": (_BOOL, _HANDLE, ctypes.c_int64),
    "request_flags": (_BOOL, _HANDLE, _FLAGS),
    "request_cancel": (None, _HANDLE, _HANDLE),
    "request_on_event": (None, _HANDLE, _EventFunction, ctypes.c_void_p),
    "request_free": (None, _HANDLE),
    "upload": (_HANDLE, _HANDLE, _HANDLE),
    "result_error": (_HANDLE, _HANDLE),
    "result_url": (_TEXT, _HANDLE),
    "result_unverified_url": (_TEXT, _HANDLE),
    "result_tried": (_TEXT, _HANDLE),
    "result_provider": (_TEXT, _HANDLE),
    "result_name": (_TEXT, _HANDLE),
    "result_size": (ctypes.c_uint64, _HANDLE),
    "result_sha256": (_TEXT, _HANDLE),
    "result_proof": (_TEXT, _HANDLE),
    "result_status": (_TEXT, _HANDLE),
    "result_attempts": (_COUNT, _HANDLE),
    "result_direct": (_BOOL, _HANDLE),
    "result_expiry": (_BOOL, _HANDLE, ctypes.POINTER(ctypes.c_int64)),
    "result_delete_token": (_TEXT, _HANDLE),
    "result_upload_ns": (_NS, _HANDLE),
    "result_verify_ns": (_NS, _HANDLE),
    "result_total_ns": (_NS, _HANDLE),
    "result_reused": (_BOOL, _HANDLE),
    "result_free": (None, _HANDLE),
    "batch_new": (_HANDLE, _HANDLE),
    "batch_free": (None, _HANDLE),
    "batch_workers": (_BOOL, _HANDLE, _COUNT),
    "batch_flags": (_BOOL, _HANDLE, _FLAGS),
    "batch_on_event": (_BOOL, _HANDLE, _BatchEventFunction, ctypes.c_void_p),
    "batch_submit": (_BOOL, _HANDLE, _HANDLE, ctypes.POINTER(ctypes.c_uint64)),
    "batch_has_room": (_BOOL, _HANDLE),
    "batch_end": (None, _HANDLE),
    "batch_next": (_HANDLE, _HANDLE, ctypes.POINTER(ctypes.c_uint64)),
    "batch_drain": (None, _HANDLE),
    "batch_cancel": (None, _HANDLE),
    "delete": (_BOOL, _HANDLE, _TEXT, _TEXT, _TEXT, _HANDLE, _ERROR),
    "history_filter_new": (_HANDLE,),
    "history_filter_free": (None, _HANDLE),
    "history_filter_url": (_BOOL, _HANDLE, _TEXT),
    "history_filter_provider": (_BOOL, _HANDLE, _TEXT),
    "history_filter_file": (_BOOL, _HANDLE, _TEXT),
    "history_filter_since": (None, _HANDLE, ctypes.c_int64),
    "history_filter_before": (None, _HANDLE, ctypes.c_int64),
    "history_filter_below": (None, _HANDLE, ctypes.c_int64),
    "history_filter_live": (None, _HANDLE, _BOOL),
    "history_filter_limit": (None, _HANDLE, ctypes.c_uint64),
    "history_new": (_HANDLE, _HANDLE, _HANDLE, _ERROR),
    "history_free": (None, _HANDLE),
    "history_count": (_SIZE, _HANDLE),
    "history_id": (ctypes.c_int64, _HANDLE, _SIZE),
    "history_time": (ctypes.c_int64, _HANDLE, _SIZE),
    "history_path": (_TEXT, _HANDLE, _SIZE),
    "history_name": (_TEXT, _HANDLE, _SIZE),
    "history_size": (ctypes.c_uint64, _HANDLE, _SIZE),
    "history_sha256": (_TEXT, _HANDLE, _SIZE),
    "history_provider": (_TEXT, _HANDLE, _SIZE),
    "history_url": (_TEXT, _HANDLE, _SIZE),
    "history_delete_token": (_TEXT, _HANDLE, _SIZE),
    "history_expiry": (_BOOL, _HANDLE, _SIZE, ctypes.POINTER(ctypes.c_int64)),
    "history_proof": (_TEXT, _HANDLE, _SIZE),
    "history_status": (_TEXT, _HANDLE, _SIZE),
    "history_options": (_TEXT, _HANDLE, _SIZE),
    "history_direct": (_BOOL, _HANDLE, _SIZE),
    "history_deleted": (ctypes.c_int64, _HANDLE, _SIZE),
    "history_live": (_BOOL, _HANDLE, _SIZE),
    "history_delete": (_BOOL, _HANDLE, ctypes.c_int64, _HANDLE, _ERROR),
}
_SIZE_UNKNOWN = 2**64 - 1
_PAGE = 500  # entries of the history that are held at once
_EXPIRE_MAX = 10**11  # seconds, as twatfs_request_expire() has it
_LOG_DEBUG = 4000
_LEVELS = {1: logging.ERROR, 2: logging.WARNING, 3: logging.INFO, 4: logging.DEBUG}
_EVENTS = {1: "spooling", 2: "provider", 3: "sending", 4: "finishing", 5: "verifying",
           6: "waiting", 7: "end"}
_FORCE, _UNIQUE, _ONCE, _FRAGILE, _REUSE = 1, 2, 4, 8, 32
_UNORDERED, _FAIL_FAST, _SMALLER = 1, 2, 4


def _places() -> Iterator[str]:
    """Where the library may be."""
    chosen = os.environ.get("TWATFS_LIBRARY")
    if chosen:
        yield chosen
        return
    if os.path.exists(_INSTALLED):
        yield _INSTALLED
    found = ctypes.util.find_library("twatfs")
    if found:
        yield found
    yield "libtwatfs.so.0"


def _bind(library: ctypes.CDLL) -> SimpleNamespace:
    """Its functions, without the "twatfs_" that they all begin with."""
    functions = SimpleNamespace()
    for name, (returns, *takes) in _FUNCTIONS.items():
        function = getattr(library, f"twatfs_{name}")
        function.restype, function.argtypes = returns, takes
        setattr(functions, name, function)
    return functions


def _load() -> SimpleNamespace:
    problems = []
    for place in _places():
        try:
            library = ctypes.CDLL(place)
        except OSError as error:
            problems.append(str(error))
            continue
        try:
            library.twatfs_version.restype = _TEXT
            version = library.twatfs_version().decode()
            if tuple(map(int, version.split(".")[:2])) >= _NEEDED:
                return _bind(library)
            problem = f"is version {version}"
        except AttributeError as error:
            problem = str(error)
        needed = ".".join(map(str, _NEEDED))
        raise ImportError(f"{place}: {problem}: libtwatfs {needed} or newer is needed")
    raise ImportError(f"libtwatfs was not found: {'; '.join(problems)}: install it, or set "
                      "TWATFS_LIBRARY to its path")


_c = _load()
_python = ctypes.PyDLL(None)

__version__: str = _c.version().decode()


def _text(found: Optional[bytes]) -> str:
    """A string of the library's, "" for none."""
    return (found or b"").decode("utf-8", "replace")


def _clean(encoded: bytes) -> bytes:
    if b"\0" in encoded:
        raise UsageError(f"{encoded!r}: holds a NUL, which would cut it short")
    return encoded


def _encode(text: str) -> bytes:
    return _clean(text.encode("utf-8", "surrogateescape"))


def _encode_path(path: StrPath) -> bytes:
    encoded = _clean(os.fsencode(path))
    # A path is always one here; standard input is sys.stdin.buffer.
    return b"./-" if encoded == b"-" else encoded


@contextlib.contextmanager
def _owned(pointer: Optional[int], free: Callable[[int], None]) -> Iterator[int]:
    """What the library made, until it is freed."""
    if not pointer:
        raise MemoryError("libtwatfs: out of memory or descriptors")
    try:
        yield pointer
    finally:
        free(pointer)


def _in_process(process: int, function: Callable[..., None], *arguments: Any) -> None:
    # What a forked child has is its parent's: connections, descriptors, locks.
    if os.getpid() == process:
        function(*arguments)


def _finally(owner: object, function: Callable[..., None], *arguments: Any) -> Any:
    """Have function called when owner is gone: at the latest at exit, the youngest first."""
    return weakref.finalize(owner, _in_process, os.getpid(), function, *arguments)


def _error(pointer: int, file: object = None, **facts: Optional[str]) -> UploadError:
    """An error of the library's as an exception."""
    code = _text(_c.error_name(_c.error_code(pointer)))
    cause = _c.error_errno(pointer)
    kind = _KINDS.get(code, NonRetryableError)
    if _c.error_retryable(pointer):
        kind = RetryableError
    elif kind is FileError:
        kind = _FILE_KINDS.get(cause, FileError)
    error = kind(_text(_c.error_message(pointer)), code, **facts)
    if isinstance(error, FileError):
        error.filename = file
        if cause:
            error.errno, error.strerror = cause, os.strerror(cause)
    return error


def _done(function: Callable[..., _T], *arguments: Any, **facts: Optional[str]) -> _T:
    """Call one that takes a place for an error at its end."""
    place = ctypes.c_void_p()
    found = function(*arguments, ctypes.byref(place))
    if found:
        return found
    with _owned(place.value, _c.error_free) as error:
        raise _error(error, **facts)


# ---- Calls -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """What happens to a file, told to a progress function."""

    # "spooling" (a stream is read to its end), "provider" (an attempt with one begins),
    # "sending", "finishing" (all is sent, the host's answer is awaited), "verifying",
    # "waiting" (for a retry), "end" (the file is done with, one way or the other)
    kind: str
    name: str  # of the file
    provider: Optional[str]  # None before the first
    attempt: int  # with this provider, from 1
    done: int  # bytes that are sent, or came back
    total: Optional[int]  # None where it is not known
    wait: float  # seconds until the retry

    @classmethod
    def _of(cls, told: _Event) -> Event:
        return cls(
            kind=_EVENTS.get(told.kind // 1000, "unknown"), name=_text(told.name),
            provider=_text(told.provider) or None, attempt=told.attempt, done=told.done,
            total=told.total if told.total != _SIZE_UNKNOWN else None, wait=told.wait_ns / 1e9)

    def _alike(self, other: Event) -> bool:
        """Whether it only tells of progress since the other."""
        return (self.kind, self.provider, self.attempt) == (
            other.kind, other.provider, other.attempt)


class Cancel:
    """Stops uploads that were given it, from any thread or signal handler, for good."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._requested = False
        self._tokens: set[int] = set()

    def now(self) -> None:
        """Stop them, and all that are given it later."""
        with self._lock:
            self._requested = True
            for token in self._tokens:
                _c.cancel_now(token)

    @property
    def requested(self) -> bool:
        """Whether now() was called."""
        return self._requested

    @contextlib.contextmanager
    def _over(self, token: int) -> Iterator[None]:
        with self._lock:
            self._tokens.add(token)
            if self._requested:
                _c.cancel_now(token)
        try:
            yield
        finally:
            with self._lock:
                self._tokens.discard(token)


Progress = Callable[[Event], object]
BatchProgress = Callable[[StrPath, Event], object]


def _post_line(posts: queue.SimpleQueue[Any], level: int, message: bytes) -> None:
    known = _LEVELS.get(level // 1000, logging.DEBUG)
    if logger.isEnabledFor(known):
        posts.put(functools.partial(logger.log, known, "%s", _text(message)))


_numbers = itertools.count(1)  # of contexts and batches
_working = threading.local()  # .call: what the thread works for
_spent: list[threading.Thread] = []  # that have ended, until another of ours has begun


class _Worker:
    """A thread that runs once or, when it was ended before, never does."""

    def __init__(self, run: Callable[[], None]) -> None:
        # Whoever takes it has the say.  A signal in the midst of start() leaves open whether there
        # is a thread by then.
        self._run = [run]
        self._thread = threading.Thread(target=self.run, name="twatfs", daemon=True)

    def start(self) -> None:
        """Run on a thread of its own."""
        self._thread.start()

    def run(self) -> None:
        """Run, if nobody has or has forbidden it."""
        run = self._take()
        if run is not None:
            # What Python does as a thread's object goes, it does where that goes.  Were that the
            # main thread, a Ctrl-C that comes just then would be printed and forgotten.
            _spent.clear()
            run()

    def forbid(self) -> bool:
        """Whether it had not begun to run; it never will."""
        return self._take() is not None

    def _take(self) -> Optional[Callable[[], None]]:
        try:
            return self._run.pop()
        except IndexError:
            return None

    def end(self) -> None:
        """Wait until it is over."""
        self.forbid()
        with contextlib.suppress(RuntimeError):  # it never began, or is this one
            self._thread.join()
            # Before Python 3.13 that is too early: what OpenSSL locks at a thread's end would
            # stay locked for ever in a child that is forked now.
            while os.path.exists(f"/proc/self/task/{self._thread.native_id}"):
                time.sleep(0.0001)
        _spent.append(self._thread)


class _Call(Generic[_T]):
    """Work for the library, on a thread of its own.

    A signal such as Ctrl-C is acted upon by Python's main thread alone, and never in the midst
    of a function of C's.  So it is another thread that is in there.  Its callbacks post what
    they are told, and whoever made the call waits for posts: there a signal is heard, and there
    the caller's functions are called and may raise what they like.
    """

    def __init__(self, work: Callable[[int], _T], progress: Optional[Progress] = None,
                 cancel: Optional[Cancel] = None) -> None:
        self._work = work
        self._progress = progress
        self._cancel = Cancel() if cancel is None else cancel
        self._posts: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._finished = False
        self._latest: list[Event] = []
        self._trouble: Optional[BaseException] = None  # of the caller's
        self._failure: Optional[BaseException] = None  # of the work
        self._worker = _Worker(self._run)
        self._token: int = _c.cancel_new()
        if not self._token:
            raise MemoryError("libtwatfs: out of memory or descriptors")
        self._end = _finally(self, self._ended, self._worker, self._token)

    @staticmethod
    def _ended(worker: _Worker, token: int) -> None:
        _c.cancel_now(token)
        worker.end()
        _c.cancel_free(token)

    def result(self) -> _T:
        """Have it done.  Whatever happens meanwhile stops it, and is raised once it is over."""
        self._posts.put(self._start)
        with self._cancel._over(self._token):
            while not self._hear():
                pass
        self._end()
        try:
            for problem in (self._trouble, self._failure):
                if problem is not None:
                    raise problem
            return self._value
        finally:
            self._trouble = self._failure = problem = None  # their tracebacks lead here

    def _hear(self) -> bool:
        """Take posts until it is over: True, or something was raised here."""
        try:
            # A signal may come between a post's leaving the queue and its arriving here.
            while not (self._finished and self._posts.empty()):
                self._posts.get()()
        except BaseException as trouble:  # pylint: disable=broad-except
            self.stop(trouble)
            return self._worker.forbid()
        return True

    def stop(self, trouble: BaseException) -> None:
        """Have the work ended for this reason, unless there was one before."""
        if self._trouble is None:
            self._trouble = trouble
        _c.cancel_now(self._token)

    def _start(self) -> None:
        try:
            self._worker.start()
        except RuntimeError:  # at exit there are no new threads
            self._worker.run()

    # On the thread that works:

    def _run(self) -> None:
        _working.call = self
        try:
            self._value = self._work(self._token)
        except BaseException as failure:  # pylint: disable=broad-except
            self._failure = failure
        finally:
            _working.call = None
            self._finished = True
            self._posts.put(lambda: None)

    def log(self, level: int, message: bytes) -> None:
        """Post a line for the log."""
        _post_line(self._posts, level, message)

    def tell(self, told: _Event) -> None:
        """Post an event, in place of one of its kind that was not yet taken."""
        event = Event._of(told)
        try:
            if event._alike(self._latest[0]):
                self._latest[0] = event
                return
        except IndexError:  # it was taken
            pass
        self._latest = [event]
        self._posts.put(functools.partial(self._deliver, self._latest))

    def _deliver(self, events: list[Event]) -> None:
        event = events.pop()
        if self._progress is not None and self._trouble is None:
            self._progress(event)


class _Batch:
    """Many uploads, on the library's threads.

    They post what they are told, and one of ours, which waits for results, posts those.  The
    caller waits for posts, as in _Call, and takes what it gets before there is more.
    """

    _all: dict[int, _Batch] = {}  # by the number that the library hands to callbacks

    def __init__(self, context: int, of: int, jobs: Optional[int], flags: int,
                 progress: Optional[BatchProgress]) -> None:
        self.of = of  # whose log lines are told here
        self.files: dict[int, StrPath] = {}  # that were submitted, by number
        self._progress = progress
        self._latest: dict[int, list[Event]] = {}  # of those under way
        self._posts: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._taken = threading.Semaphore(64)
        self._ending = threading.Event()
        self._pointer: int = _c.batch_new(context)
        if not self._pointer:
            raise MemoryError("libtwatfs: out of memory")
        self._key = next(_numbers)
        if not (jobs is None or _c.batch_workers(self._pointer, max(jobs, 0) or 2**32 - 1)):
            _c.batch_free(self._pointer)
            raise UsageError(f"jobs: {jobs}: not a number from 1 to 256")
        _c.batch_flags(self._pointer, flags)
        if progress is not None:
            _c.batch_on_event(self._pointer, _on_batch_event, self._key)
        self._worker = _Worker(self._wait)
        self._end = _finally(
            self, self._ended, self._pointer, self._worker, self._taken, self._ending, self._posts)
        self._all[self._key] = self
        try:
            self._worker.start()
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _ended(pointer: int, worker: _Worker, taken: threading.Semaphore,
               ending: threading.Event, posts: queue.SimpleQueue[Any]) -> None:
        _c.batch_cancel(pointer)
        ending.set()
        taken.release()  # it may wait for that; from now on it takes them all
        worker.end()
        while not posts.empty():
            post = posts.get()
            if isinstance(post, tuple) and post[1]:
                _c.result_free(post[1])
        _c.batch_free(pointer)

    def close(self) -> None:
        """Stop what is under way, and wait for it."""
        self._all.pop(self._key, None)
        self._end()

    def has_room(self) -> bool:
        """Whether submit() would not wait."""
        return bool(_c.batch_has_room(self._pointer))

    def submit(self, request: int, file: StrPath) -> bool:
        """Hand in a request, which is the library's then; False when no more are begun."""
        number = ctypes.c_uint64()
        taken: bool = _c.batch_submit(self._pointer, request, ctypes.byref(number))
        if taken:
            self.files[number.value] = file
        return taken

    def no_more(self, drain: bool) -> None:
        """All that there are were handed in; or no other is to be begun."""
        (_c.batch_drain if drain else _c.batch_end)(self._pointer)

    def hear(self, wait: bool) -> Optional[tuple[int, Optional[int]]]:
        """The next result with its number, no result at the end, or None: without wait there is
        none yet, or something else was heard."""
        try:
            post = self._posts.get(block=wait)
        except queue.Empty:
            return None
        if isinstance(post, tuple):
            self._taken.release()
            number, result = post
            return number, result
        post()
        return None

    def _deliver(self, number: int, events: list[Event]) -> None:
        event = events.pop()
        if self._progress is not None:
            self._progress(self.files[number], event)

    # On other threads:

    def _wait(self) -> None:
        number, result = ctypes.c_uint64(), 1
        while result:
            if not self._ending.is_set():
                self._taken.acquire()
            result = _c.batch_next(self._pointer, ctypes.byref(number))
            self._posts.put((number.value, result))

    def log(self, level: int, message: bytes) -> None:
        """Post a line for the log."""
        _post_line(self._posts, level, message)

    def tell(self, number: int, told: _Event) -> None:
        """Post an event, in place of one of its kind that was not yet taken."""
        event, latest = Event._of(told), self._latest.get(number, [])
        try:
            if event._alike(latest[0]):
                latest[0] = event
                return
        except IndexError:  # it was taken
            pass
        latest = [event]
        if event.kind == "end":
            self._latest.pop(number, None)
        else:
            self._latest[number] = latest
        self._posts.put(functools.partial(self._deliver, number, latest))


def _for_call(function: Callable[..., None], *arguments: Any) -> None:
    """Call a method of the call that this thread works for, and let nothing escape into C."""
    call: Optional[_Call[Any]] = getattr(_working, "call", None)
    if call is None:  # a forgotten context that is freed
        return
    try:
        function(call, *arguments)
    except BaseException as trouble:  # pylint: disable=broad-except
        call.stop(trouble)


def _log(of: Optional[int], level: int, message: bytes) -> None:
    """Of a call, or of a batch of the context with that number."""
    if getattr(_working, "call", None) is not None:
        _for_call(_Call.log, level, message)
        return
    for batch in list(_Batch._all.values()):
        if batch.of == of:
            batch.log(level, message)
            break


def _tell_batch(key: int, number: int, told: Any) -> None:
    batch = _Batch._all.get(key)
    if batch is not None:
        batch.tell(number, told.contents)


_on_log = _LogFunction(_log)
_on_event = _EventFunction(lambda _data, event: _for_call(_Call.tell, event.contents))
_on_batch_event = _BatchEventFunction(_tell_batch)


# ---- What to upload --------------------------------------------------------------------


class _Buffer(ctypes.Structure):
    """Py_buffer, as the interpreter's stable ABI has it."""

    _fields_ = [
        ("buf", ctypes.c_void_p), ("obj", ctypes.c_void_p), ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t), ("readonly", ctypes.c_int), ("ndim", ctypes.c_int),
        ("format", ctypes.c_void_p), ("shape", ctypes.c_void_p), ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p), ("internal", ctypes.c_void_p),
    ]


@contextlib.contextmanager
def _lent(request: int, data: Optional[BytesLike]) -> Iterator[None]:
    """A request with bytes that stay where they are."""
    view = _Buffer()
    _python.PyObject_GetBuffer(ctypes.py_object(data), ctypes.byref(view), 0)
    try:
        _c.request_memory(request, view.buf, view.len)
        yield
    finally:
        _python.PyBuffer_Release(ctypes.byref(view))


def _is_descriptors(file: Any) -> bool:
    """Whether the bytes of a file object are those of its descriptor: not so with gzip's."""
    bottom = file
    for layer in ("file", "buffer", "raw"):
        bottom = getattr(bottom, layer, bottom)
    return isinstance(bottom, io.FileIO) or not hasattr(file, "read")


def _copy(file: Any, copy: IO[bytes], cancel: Optional[Cancel]) -> None:
    """Copy the rest of a file object, beginning with what it has read ahead."""
    if not _is_descriptors(file):
        place = file.tell() if getattr(file, "seekable", bool)() else None
        try:
            shutil.copyfileobj(file, copy)
        finally:
            if place is not None:
                file.seek(place)
        return
    if hasattr(file, "buffer"):  # a text: what it has read ahead cannot be had as bytes
        try:
            file.reconfigure(errors=file.errors)
        except io.UnsupportedOperation:
            raise UsageError("file: text was read from it, and more of it is read ahead: read from "
                             "its buffer alone, and upload that") from None
        file = file.buffer
    poll = select.poll()
    poll.register(file, select.POLLIN)
    while cancel is None or not cancel.requested:
        if poll.poll(None if cancel is None else 100):  # now it can be read without waiting
            piece = file.read1(1 << 16)
            if not piece:
                break
            copy.write(piece)


@contextlib.contextmanager
def _descriptor(file: Any, cancel: Optional[Cancel]) -> Iterator[int]:
    """A descriptor that has the rest of a file object.

    It is left where it stands; one that cannot seek is read to its end.
    """
    own = _is_descriptors(file)
    streams = own and not getattr(file, "seekable", bool)()
    if not own or (streams and hasattr(file, "read") and not isinstance(file, io.FileIO)):
        with tempfile.TemporaryFile() as copy:
            _copy(file, copy, cancel)
            copy.seek(0)
            yield copy.fileno()
        return
    descriptor = file.fileno()
    if streams:
        yield descriptor
        return
    if file.writable():
        file.flush()
    if hasattr(file, "buffer"):  # a text: only below it positions are bytes
        file.seek(file.tell())
        file = file.buffer
    ahead = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, file.tell(), os.SEEK_SET)
    try:
        yield descriptor
    finally:
        os.lseek(descriptor, ahead, os.SEEK_SET)


@contextlib.contextmanager
def _source(file: Union[StrPath, IO[Any], None], data: Optional[BytesLike],
            cancel: Optional[Cancel]) -> Iterator[Callable[[int], ContextManager[None]]]:
    """What gives a request its bytes, for the time of the upload."""
    if (file is None) == (data is None):
        raise TypeError("either a file or data is to be uploaded")
    if file is None:
        yield lambda request: _lent(request, data)
    elif isinstance(file, (str, os.PathLike)):
        path = _encode_path(file)
        yield lambda request: contextlib.nullcontext(_c.request_path(request, path))
    elif hasattr(file, "read") or hasattr(file, "fileno"):
        with _descriptor(file, cancel) as descriptor:
            yield lambda request: contextlib.nullcontext(
                _c.request_descriptor(request, descriptor))
    else:
        raise TypeError(f"a path or a file is needed, not {type(file).__name__}; bytes are "
                        "given as data=")


def _name(file: Any) -> Optional[str]:
    """The name of an open file, where it has one; the library knows that of a path."""
    name = None if isinstance(file, (str, os.PathLike)) else getattr(file, "name", None)
    return name if isinstance(name, str) and not name.startswith("<") else None


def _names(provider: Union[str, Sequence[str], None]) -> Optional[str]:
    return provider if provider is None or isinstance(provider, str) else ",".join(provider)


def _seconds(expire: Union[int, timedelta]) -> int:
    if isinstance(expire, timedelta):
        if expire % timedelta(seconds=1):
            raise UsageError(f"expire: {expire}: not a whole number of seconds")
        expire //= timedelta(seconds=1)
    seconds = operator.index(expire)
    if not 0 < seconds <= _EXPIRE_MAX:
        raise UsageError(f"expire: {seconds}: at least 1 second, and at most {_EXPIRE_MAX} seconds")
    return seconds


def _wish(request: int, provider: Union[str, Sequence[str], None], name: Optional[str],
          upload_path: Optional[str], content_type: Optional[str],
          expire: Union[int, timedelta, None], flags: tuple[bool, ...]) -> None:
    """Put into a request what upload() was asked; flags are force, unique, once, fragile, reuse."""
    for setter, value, problem in (
            (_c.request_providers, _names(provider), "provider: is no list of names"),
            (_c.request_name, name, "name: is empty"),
            (_c.request_remote_path, upload_path, "upload_path: is empty"),
            (_c.request_content_type, content_type,
             "content_type: is not of the form TYPE/SUBTYPE")):
        if value is not None and not (value and setter(request, _encode(value))):
            raise UsageError(f"{problem}: {value!r}")
    if expire is not None:
        _c.request_expire(request, _seconds(expire))
    if not _c.request_flags(request, sum(flag for flag, wanted in zip(
            (_FORCE, _UNIQUE, _ONCE, _FRAGILE, _REUSE), flags) if wanted)):
        raise UsageError("force: contradicts unique: a name that nothing else has replaces nothing")


def _setting(value: Setting) -> str:
    """A setting's value as a configuration file has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        value = timedelta(seconds=value)
    if isinstance(value, timedelta):
        return f"{value // timedelta(milliseconds=1)}ms"
    return str(value) if isinstance(value, (str, int)) else ",".join(value)


# ---- What comes of it ------------------------------------------------------------------


def _moment(unix_s: int) -> Optional[datetime]:
    """A time in UTC; None for 0."""
    if not unix_s:
        return None
    with contextlib.suppress(OverflowError):  # a host may say anything
        return datetime.fromtimestamp(0, timezone.utc) + timedelta(seconds=unix_s)
    return None


@dataclass(frozen=True)
class Timings:
    """How long an upload took, in seconds."""

    upload: float  # in attempts to upload
    verify: float  # in checks
    total: float  # all in all


@dataclass(frozen=True)
class Result:
    """A link, and what is known of it."""

    url: str
    provider: str
    name: str  # that the provider was told
    size: Optional[int]  # bytes; None when they were never counted
    sha256: Optional[str]  # hex; None when the file was never read through
    proof: str  # "none", "head", "server-digest" or "download"
    status: str  # "verified", "unchecked" (no proof was asked for) or "unverified"
    warning: Optional[str]  # why it is "unverified"
    direct: bool  # the link serves the file itself, and does not lead to a page
    attempts: int  # with all providers
    reused: bool  # it is the link of an earlier upload: nothing was sent
    expires: Optional[datetime]  # when the link dies, in UTC; None for never, or unknown
    never_expires: bool  # as far as its provider can promise
    delete_token: Optional[str] = field(repr=False)  # a secret
    timings: Timings

    @classmethod
    def _of(cls, result: int) -> Result:
        size = _c.result_size(result)
        when = ctypes.c_int64()
        known = _c.result_expiry(result, ctypes.byref(when))
        return cls(
            url=_text(_c.result_url(result)),
            provider=_text(_c.result_provider(result)),
            name=_text(_c.result_name(result)),
            size=size if size != _SIZE_UNKNOWN else None,
            sha256=_text(_c.result_sha256(result)) or None,
            proof=_text(_c.result_proof(result)),
            status=_text(_c.result_status(result)),
            warning=_text(_c.error_message(_c.result_error(result))) or None,
            direct=_c.result_direct(result),
            attempts=_c.result_attempts(result),
            reused=_c.result_reused(result),
            expires=_moment(when.value) if known else None,
            never_expires=known and not when.value,
            delete_token=_text(_c.result_delete_token(result)) or None,
            timings=Timings(_c.result_upload_ns(result) / 1e9, _c.result_verify_ns(result) / 1e9,
                            _c.result_total_ns(result) / 1e9),
        )


@dataclass(frozen=True)
class Outcome:
    """What became of one of many files: a result, or an error."""

    file: StrPath  # as it was given
    result: Optional[Result]
    error: Optional[UploadError]

    def get(self) -> Result:
        """The result; the error is raised."""
        if self.error is not None:
            raise self.error
        assert self.result is not None
        return self.result

    @classmethod
    def _of(cls, file: StrPath, result: int) -> Outcome:
        if _c.result_url(result) is not None:
            return cls(file, Result._of(result), None)
        return cls(file, None, _failure(result, file))


def _failure(result: int, file: object) -> UploadError:
    """The error of a result without a link."""
    return _error(
        _c.result_error(result), file,
        provider=_text(_c.result_provider(result)) or _text(_c.result_tried(result)) or None,
        unverified_url=_text(_c.result_unverified_url(result)) or None,
        delete_token=_text(_c.result_delete_token(result)) or None)


@dataclass(frozen=True)
class HistoryEntry:
    """An earlier upload that left a link."""

    id: int  # no other has it
    time: datetime  # in UTC
    path: Optional[str]  # absolute; None for what was no file
    name: str  # that the provider was told
    size: Optional[int]  # bytes
    sha256: Optional[str]  # hex
    provider: str
    url: str
    proof: str  # as a Result's
    status: str  # as a Result's; or "left": it was left unproven where another provider came next
    expires: Optional[datetime]  # as a Result's
    never_expires: bool
    direct: bool  # as a Result's
    deleted: Optional[datetime]  # when that was done through twatfs
    live: bool  # neither deleted nor expired, as far as is known
    options: dict[str, Any]  # what was asked for
    delete_token: Optional[str] = field(repr=False)  # a secret

    @classmethod
    def _of(cls, page: int, index: int) -> HistoryEntry:
        size = _c.history_size(page, index)
        path = _c.history_path(page, index)
        when = ctypes.c_int64()
        known = _c.history_expiry(page, index, ctypes.byref(when))
        return cls(
            id=_c.history_id(page, index),
            time=_moment(_c.history_time(page, index)) or datetime.fromtimestamp(0, timezone.utc),
            path=os.fsdecode(path) if path is not None else None,
            name=_text(_c.history_name(page, index)),
            size=size if size != _SIZE_UNKNOWN else None,
            sha256=_text(_c.history_sha256(page, index)) or None,
            provider=_text(_c.history_provider(page, index)),
            url=_text(_c.history_url(page, index)),
            proof=_text(_c.history_proof(page, index)),
            status=_text(_c.history_status(page, index)),
            expires=_moment(when.value) if known else None,
            never_expires=known and not when.value,
            direct=_c.history_direct(page, index),
            deleted=_moment(_c.history_deleted(page, index)),
            live=_c.history_live(page, index),
            options=json.loads(_c.history_options(page, index) or b"{}"),
            delete_token=_text(_c.history_delete_token(page, index)) or None,
        )


@dataclass(frozen=True)
class Provider:
    """A provider that was found."""

    name: str
    state: str  # "ready", "needs configuration", "faulty", "shadowed" or "disabled"
    reason: Optional[str]  # why it is not ready
    path: str
    manifest: dict[str, Any]  # what it says of itself; empty when that cannot be read

    @classmethod
    def _of(cls, context: int, index: int) -> Provider:
        return cls(
            name=_text(_c.provider_name(context, index)),
            state=_text(_c.provider_state_name(_c.provider_state(context, index))),
            reason=_text(_c.provider_reason(context, index)) or None,
            path=os.fsdecode(_c.provider_path(context, index) or b""),
            manifest=json.loads(_c.provider_manifest(context, index) or b"{}"),
        )


# ---- Contexts --------------------------------------------------------------------------


class Context:
    """Settings, the providers that were found, and connections that are kept.

    Any number of threads may use it at once.  It is for the process that made it: a forked child
    makes its own.
    """

    def __init__(self, *, config: Optional[StrPath] = None, read_configuration: bool = True,
                 provider_directories: Sequence[StrPath] = (),
                 options: Optional[Mapping[str, Mapping[str, Union[str, int]]]] = None,
                 **settings: Setting) -> None:
        """Settings have their names in twatfs-config(5), with "_" for "-"; a duration may be in
        seconds or a timedelta.  They come before what the environment (TWATFS_…) and the
        configuration say, which is read from config instead of the usual files if that is given.
        provider_directories are searched before all others.  options are those of providers, as
        {"litterbox": {"name_length": 6}}.
        """
        self._lock = threading.Lock()
        self._users = 0
        self._closed = False
        self._number = next(_numbers)

        def make(_token: int) -> None:
            self._pointer: int = _done(_c.context_new)
            self._free = _finally(self, _c.context_free, self._pointer)
            try:
                _done(_c.on_log, self._pointer, _LOG_DEBUG, _on_log, self._number)
                for directory in provider_directories:
                    _done(_c.add_provider_directory, self._pointer, _encode_path(directory))
                for name, value in settings.items():
                    self._set(name.replace("_", "-"), _setting(value))
                for provider, pairs in (options or {}).items():
                    for key, option in pairs.items():
                        _done(_c.set_option, self._pointer, _encode(provider), _encode(key),
                              _encode(str(option)))
                if read_configuration:
                    _done(_c.read_configuration, self._pointer,
                          None if config is None else _encode_path(config))
            except BaseException:
                self._free()
                raise

        _Call(make).result()

    def _set(self, name: str, value: str) -> None:
        try:
            _done(_c.set, self._pointer, _encode(name), _encode(value))
        except UsageError as error:
            if error.message.startswith(f"{name}: "):
                raise
            raise UsageError(f"{name}: {error}") from None

    def __enter__(self) -> Context:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and providers, as soon as no thread uses them any more."""
        with self._lock:
            self._closed = True
            if self._users == 0:
                self._free()

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[int]:
        with self._lock:
            if self._closed or not self._free.alive:
                raise ValueError("the context is closed")
            self._users += 1
        try:
            yield self._pointer
        finally:
            with self._lock:
                self._users -= 1
                if self._closed and self._users == 0:
                    self._free()

    def upload(self, file: Union[StrPath, IO[Any], None] = None,
               provider: Union[str, Sequence[str], None] = None, *,
               data: Optional[BytesLike] = None, unique: bool = False, force: bool = False,
               upload_path: Optional[str] = None, fragile: bool = False,
               name: Optional[str] = None, content_type: Optional[str] = None,
               expire: Union[int, timedelta, None] = None, once: bool = False,
               reuse: bool = False, progress: Optional[Progress] = None,
               cancel: Optional[Cancel] = None) -> Result:
        """Upload a file, or data, and return its link with what is known of it.

        file is a path or an open file, which is read from where it stands to its end, and left
        there; what cannot seek is left at its end, and has nothing for a second upload.  A pipe
        may be partly read, but not as text, which keeps what it has read ahead.
        data is anything with the buffer protocol; it is not copied, and must not change meanwhile.

        provider is one name, several between commas, or a sequence of them: these alone are
        tried, in their order.  fragile means one provider and no other.

        The others are wishes, and a provider that cannot grant one exactly is passed over:
        unique (a name that nothing else has), force (replace what is there), upload_path (where
        it is put at the provider), name (what it is called), content_type (TYPE/SUBTYPE), expire
        (it is deleted after so many seconds, at most 10**11), once (the link dies with its first
        download).  With reuse an earlier link that still serves the same bytes will do.

        progress is called with each Event, on the calling thread.  What it raises stops the
        upload and is raised here; so does Ctrl-C.  cancel.now() raises Cancelled.
        """
        named = _name(file) if name is None else name

        def work(token: int) -> Result:
            with self._in_use() as context, _owned(
                    _c.request_new(), _c.request_free) as request, take(request):
                _wish(request, provider, named, upload_path, content_type, expire,
                      (force, unique, once, fragile, reuse))
                _c.request_cancel(request, token)
                if progress is not None:
                    _c.request_on_event(request, _on_event, None)
                with _owned(_c.upload(context, request), _c.result_free) as result:
                    if _c.result_url(result) is not None:
                        return Result._of(result)
                    raise _failure(result, file)

        with _source(file, data, cancel) as take:
            return _Call(work, progress, cancel).result()

    def upload_file(self, file_path: StrPath, provider: Union[str, Sequence[str], None] = None, *,
                    unique: bool = False, force: bool = False, upload_path: Optional[str] = None,
                    fragile: bool = False, name: Optional[str] = None,
                    content_type: Optional[str] = None,
                    expire: Union[int, timedelta, None] = None, once: bool = False,
                    reuse: bool = False, progress: Optional[Progress] = None,
                    cancel: Optional[Cancel] = None) -> str:
        """Upload a file and return its URL; the arguments are those of upload().

        A link that must not be verified, because it dies with its first download, is returned
        with a warning in the log, and so is one that leads to a page around the file.
        """
        result = self.upload(
            file_path, provider, unique=unique, force=force, upload_path=upload_path,
            fragile=fragile, name=name, content_type=content_type, expire=expire, once=once,
            reuse=reuse, progress=progress, cancel=cancel)
        if result.warning is not None:
            logger.warning("%s: the link was not verified: %s", file_path, result.warning)
        if not result.direct:
            logger.warning("%s: the link leads to a page, not to the file itself", file_path)
        return result.url

    def upload_files(self, files: Iterable[StrPath],
                     provider: Union[str, Sequence[str], None] = None, *,
                     jobs: Optional[int] = None, ordered: bool = True, fail_fast: bool = False,
                     smaller_first: bool = False, unique: bool = False, force: bool = False,
                     upload_path: Optional[str] = None, fragile: bool = False,
                     content_type: Optional[str] = None,
                     expire: Union[int, timedelta, None] = None, once: bool = False,
                     reuse: bool = False, progress: Optional[BatchProgress] = None,
                     cancel: Optional[Cancel] = None) -> Iterator[Outcome]:
        """Upload many files at once, and yield what becomes of each.

        files are taken as there is room for them: an iterator of any length will do.  Outcomes come
        in their order, or with ordered=False as they are there.  What befalls one file does not
        touch the others, unless fail_fast: then no other is begun once one has failed, and those
        that were taken and not begun are Cancelled.

        jobs is how many are under way at once; without it the setting holds, by default as many as
        each provider takes well.  smaller_first: of those that wait, some hundreds, the smallest
        is begun.  The others are as of upload().

        progress is called with a file and an Event, on the calling thread, while that waits for the
        next outcome.  What it raises stops everything and is raised here; so does Ctrl-C, and so
        does closing the iterator.  After cancel.now() no more files are taken, and those that are
        not done with are Cancelled.
        """
        cancel = Cancel() if cancel is None else cancel
        batch_flags = sum(flag for flag, wanted in (
            (_UNORDERED, not ordered), (_FAIL_FAST, fail_fast), (_SMALLER, smaller_first)) if wanted)

        def submit(file: StrPath) -> bool:
            path = _encode_path(file)
            request = _c.request_new()
            try:
                if not (request and _c.request_path(request, path)):
                    raise MemoryError("libtwatfs: out of memory")
                _wish(request, provider, None, upload_path, content_type, expire,
                      (force, unique, once, fragile, reuse))
                _c.request_cancel(request, token)
            except BaseException:
                _c.request_free(request)
                raise
            return batch.submit(request, file)

        with contextlib.ExitStack() as stack:
            context = stack.enter_context(self._in_use())
            token = stack.enter_context(_owned(_c.cancel_new(), _c.cancel_free))
            batch = stack.enter_context(contextlib.closing(
                _Batch(context, self._number, jobs, batch_flags, progress)))
            stack.enter_context(cancel._over(token))
            rest, more = iter(files), True
            while True:
                # Later it would be too late: with nothing under way there is nothing to be heard.
                if more and cancel.requested:
                    more = False
                    batch.no_more(drain=True)
                room = more and batch.has_room()
                heard = batch.hear(wait=not room)
                if heard is None and room:
                    try:
                        more = submit(next(rest))
                    except StopIteration:
                        more = False
                    if not more:
                        batch.no_more(drain=False)
                elif heard is not None:
                    number, result = heard
                    if result is None:
                        return
                    with _owned(result, _c.result_free):
                        outcome = Outcome._of(batch.files.pop(number), result)
                    yield outcome

    def delete(self, provider: str, url: str, token: Optional[str] = None, *,
               cancel: Optional[Cancel] = None) -> None:
        """Have a provider delete what it put at url; token is the Result's delete_token."""

        def work(cancelling: int) -> None:
            with self._in_use() as context:
                _done(_c.delete, context, _encode(provider), _encode(url),
                      None if token is None else _encode(token), cancelling, provider=provider)

        _Call(work, cancel=cancel).result()

    def history(self, *, provider: Optional[str] = None, file: Optional[str] = None,
                url: Optional[str] = None, since: Optional[datetime] = None,
                before: Optional[datetime] = None, live: bool = False,
                limit: Optional[int] = None) -> Iterator[HistoryEntry]:
        """Yield earlier uploads, the newest first; all that is said of them holds at once.

        file is a pattern that the name or the path matches: "*" is any run of characters, "?" any
        one.  live: neither deleted nor expired.  They are read as they are asked for, however
        many there are.
        """
        if limit is not None and limit < 0:
            raise UsageError(f"limit: {limit}: less than nothing")
        below, left = 0, 2**63 if limit is None else limit

        def work(_token: int) -> list[HistoryEntry]:
            with self._in_use() as context, _owned(
                    _c.history_filter_new(), _c.history_filter_free) as wanted:
                for setter, text in ((_c.history_filter_provider, provider),
                                     (_c.history_filter_file, file), (_c.history_filter_url, url)):
                    if text is not None and not setter(wanted, _encode(text)):
                        raise MemoryError("libtwatfs: out of memory")
                for set_time, moment in ((_c.history_filter_since, since),
                                         (_c.history_filter_before, before)):
                    if moment is not None:
                        set_time(wanted, int(moment.timestamp()))
                _c.history_filter_live(wanted, live)
                _c.history_filter_below(wanted, below)
                _c.history_filter_limit(wanted, min(left, _PAGE))
                with _owned(_done(_c.history_new, context, wanted), _c.history_free) as page:
                    return [HistoryEntry._of(page, i) for i in range(_c.history_count(page))]

        while left > 0:
            entries = _Call(work).result()
            yield from entries
            left -= len(entries)
            if len(entries) < _PAGE:
                break
            below = entries[-1].id

    def delete_entry(self, entry: Union[HistoryEntry, int], *,
                     cancel: Optional[Cancel] = None) -> None:
        """Have its provider delete what an entry of the history, or its id, stands for, with the
        token that its upload left."""
        number = entry if isinstance(entry, int) else entry.id

        def work(cancelling: int) -> None:
            with self._in_use() as context:
                _done(_c.history_delete, context, number, cancelling)

        _Call(work, cancel=cancel).result()

    def providers(self) -> list[Provider]:
        """The providers that were found, by name; of one name the one in force comes first."""

        def work(_token: int) -> list[Provider]:
            with self._in_use() as context:
                _done(_c.context_open, context)
                return [Provider._of(context, i) for i in range(_c.provider_count(context))]

        return _Call(work).result()


# ---- Each on its own -------------------------------------------------------------------


def _alone(method: Callable[Concatenate[Context, _P], _T]) -> Callable[_P, _T]:
    """A method of Context as a function with a context of its own."""

    @functools.wraps(method)
    def function(*arguments: _P.args, **keywords: _P.kwargs) -> _T:
        with Context() as context:
            return method(context, *arguments, **keywords)

    signature = inspect.signature(method)
    function.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=list(signature.parameters.values())[1:])
    function.__qualname__ = method.__name__
    return function


def _alone_yielding(
        method: Callable[Concatenate[Context, _P], Iterator[_T]]) -> Callable[_P, Iterator[_T]]:
    """The same of one that yields: its context lives as long."""

    @functools.wraps(method)
    def function(*arguments: _P.args, **keywords: _P.kwargs) -> Iterator[_T]:
        with Context() as context:
            yield from method(context, *arguments, **keywords)

    signature = inspect.signature(method)
    function.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=list(signature.parameters.values())[1:])
    function.__qualname__ = method.__name__
    return function


upload = _alone(Context.upload)
upload_file = _alone(Context.upload_file)
upload_files = _alone_yielding(Context.upload_files)
history = _alone_yielding(Context.history)
delete = _alone(Context.delete)
delete_entry = _alone(Context.delete_entry)
providers = _alone(Context.providers)
