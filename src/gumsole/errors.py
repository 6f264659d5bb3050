"""The error tree, sorted by who can act.

::

    GumsoleError
    ├── InputError            the caller can act: another photo, feed or option
    │   ├── BadFeed           a feed that cannot be read at all
    │   ├── BadPhoto          bytes that are no photo, or a photo outside the limits
    │   ├── BadQuery          an option or filter that makes no sense
    │   ├── Expired           an answer that was kept for a while, and is no longer
    │   ├── Forbidden         a key whose role, origin or session may not do this
    │   ├── NotFound          a product, photo or file that is not there
    │   ├── RetireBrake       a snapshot that would retire too much of its source
    │   ├── TooLarge          a request with more bytes than are read
    │   └── Unauthenticated   no key, or one that is not valid (any more)
    ├── TryLater              the same call may work later
    │   ├── EngineAway        OpenSearch does not answer, or cannot now
    │   ├── Overloaded        more is asked at once than can be answered in time
    │   ├── PhotoUnreachable  a photo's host did not answer as hoped
    │   ├── ServiceDown       an outside service did not answer as hoped
    │   ├── StoreLocked       another process is writing to the store
    │   └── Throttled         one key or client asks more often than it may
    └── SetupError            the operator can act: settings, files, disk
        ├── BadPolicy         a ranking policy with mistakes, each with its line and column
        ├── BadSettings       an unknown key, a value of the wrong kind
        ├── BrokenEncoder     encoder files that do not load or do not compute what they should
        ├── BrokenStore       a store that is damaged or newer than this version
        ├── DiskFull          nothing more can be written
        ├── EngineRefused     OpenSearch does not do what is asked of it: version, plugin, rights, mapping
        ├── IndexMismatch     the index was built by another encoder or preprocessing
        └── ServiceRefused    an outside service that is not set up: package, region, credentials, rights

Rooms raise these; the doors (command line, HTTP) translate them.
"""

from __future__ import annotations

from enum import StrEnum


class GumsoleError(Exception):
    """Anything Gumsole refuses to do; its message says what, which value, what next."""


class InputError(GumsoleError):
    """The caller can mend this."""


class BadFeed(InputError):
    """The feed cannot be read at all; single bad rows are `Rejected` records instead."""


class PhotoFault(StrEnum):
    """Why a photo was refused."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


class BadPhoto(InputError):
    """Bytes that are no photo, or a photo outside the limits.

    Attributes
    ----------
    fault : PhotoFault
        What is wrong: nothing there, a kind that is not accepted, too much of it, or damage.
    """

    def __init__(self, message: str, fault: PhotoFault = PhotoFault.UNREADABLE) -> None:
        super().__init__(message)
        self.fault = fault


class BadQuery(InputError):
    """An option or filter that makes no sense."""


class Expired(InputError):
    """An answer that was kept for a while, and is no longer."""


class Forbidden(InputError):
    """A key whose role, origin or session may not do this."""


class NotFound(InputError):
    """A product, photo or file that is not there."""


class RetireBrake(InputError):
    """A snapshot that would retire more of its source than the operator allowed."""


class TooLarge(InputError):
    """A request with more bytes than are read."""


class Unauthenticated(InputError):
    """No key, or one that is not valid, or not any more."""


class TryLater(GumsoleError):
    """The same call may work later.

    Attributes
    ----------
    retry_after_s : float
        Seconds to wait before trying again.
    """

    def __init__(self, message: str, *, retry_after_s: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class EngineAway(TryLater):
    """OpenSearch does not answer, or cannot do now what is asked, after retries."""


class Overloaded(TryLater):
    """More is asked at once than can be answered in time."""


class PhotoUnreachable(TryLater):
    """A photo's host did not answer as hoped, after retries."""


class ServiceDown(TryLater):
    """An outside service, such as one of AWS, did not answer as hoped, after retries."""


class StoreLocked(TryLater):
    """Another process is writing to the store."""


class Throttled(TryLater):
    """One key or client asks more often than it may."""


class SetupError(GumsoleError):
    """The operator can mend this; nothing starts before it is mended."""


class BadPolicy(SetupError):
    """A ranking policy that cannot be followed; the message lists every mistake with its line and column."""


class BadSettings(SetupError):
    """An unknown key, or a value of the wrong kind."""


class BrokenEncoder(SetupError):
    """Encoder files that do not load, or do not compute what they should."""


class BrokenStore(SetupError):
    """A store that is damaged, or written by a newer version."""


class DiskFull(SetupError):
    """Nothing more can be written."""


class EngineRefused(SetupError):
    """OpenSearch does not do what is asked of it: its version, plugins, rights or mapping are others."""


class IndexMismatch(SetupError):
    """The index was built by another encoder or preprocessing."""


class ServiceRefused(SetupError):
    """An outside service, such as one of AWS, that is not set up: package, region, credentials or rights."""
