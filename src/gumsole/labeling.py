"""Catalog photos are shown to a service outside, each content once.

    photos with signals ─▶ bytes ─▶ service ─▶ labelings ─▶ full text

What was answered is kept before more is asked, whatever happens: each question is charged.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice

from gumsole.errors import BadPhoto, InputError, ServiceDown, SetupError, TryLater
from gumsole.records import Labeling, Moderation
from gumsole.store import Asked, LabelToDo, Refused, Said, Store

Ask = Callable[[bytes], Labeling | Moderation]


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked of whom.

    Attributes
    ----------
    content : callable
        Address and content hash → the bytes; None where they are not to be had any more.
    services : tuple of (Asked, callable)
        What is asked, and the service that turns bytes into what it says.
    at_once : int
        Photos under way at the same time.
    confidence : float
        Of a label's words to be found in full text, in [0, 1].
    progress : callable
        Called with what is asked and how many photos were answered.
    source : str
        Of the products whose photos are shown; empty: of all.
    most : int or None
        Photos at most, for each question.
    """

    store: Store
    content: Callable[[str, str], bytes | None]
    services: tuple[tuple[Asked, Ask], ...]
    at_once: int
    confidence: float
    progress: Callable[[str, int], None] = lambda _asked, _done: None
    stopping: Callable[[], bool] = lambda: False
    source: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Labeled:
    """What came of it.

    Attributes
    ----------
    asked : int
        Photos that an answer is kept of, refusals included.
    refused : int
        Of these, what the service takes no such photo of.
    left : int
        Photos for another time: their bytes were not to be had.
    trouble : str
        Why the service was not asked any further; empty where it was to the end.
    """

    asked: int = 0
    refused: int = 0
    left: int = 0
    trouble: str = ""


def label(errand: Errand) -> Labeled:
    """Ask about every photo that was not asked about yet.

    Where the service is down the rest is left for another time, since each photo would be waited for.

    Raises
    ------
    ServiceRefused
        If the service is not set up; what was answered until then is kept.
    """
    total = Labeled()
    for asked, service in errand.services:
        done = _Asking(errand, asked, service).ask()
        total = Labeled(
            total.asked + done.asked,
            total.refused + done.refused,
            total.left + done.left,
            total.trouble or done.trouble,
        )
    return total


class _Asking:
    """One question about many photos."""

    def __init__(self, errand: Errand, asked: Asked, service: Ask) -> None:
        self._errand = errand
        self._asked = asked
        self._service = service
        self._trouble = ""
        self._fault: SetupError | None = None
        self._kept = 0
        self._refused = 0
        self._left = 0

    def ask(self) -> Labeled:
        errand = self._errand
        to_do = errand.store.labelings.to_do(self._asked, source=errand.source)
        pending: dict[Future[Said | None], str] = {}
        with ThreadPoolExecutor(errand.at_once) as pool:
            try:
                for one in islice(to_do, errand.most):
                    pending[pool.submit(self._said, one)] = one.hash
                    if len(pending) >= 2 * errand.at_once:
                        wait(pending, return_when=FIRST_COMPLETED)
                        pending = self._keep(pending)
                    if self._over:
                        break
            finally:
                wait(pending)
                self._keep(pending)
        if self._fault:
            raise self._fault
        return Labeled(self._kept, self._refused, self._left, self._trouble)

    @property
    def _over(self) -> bool:
        return bool(self._trouble) or self._errand.stopping()

    def _said(self, one: LabelToDo) -> Said | None:
        """What the service says; None where this photo is for another time."""
        if self._over:
            return None
        try:
            data = self._errand.content(one.ref, one.hash)
            return None if data is None else self._service(data)
        except BadPhoto as error:
            return Refused(str(error))
        except ServiceDown as error:
            self._trouble = str(error)
            return None
        except SetupError as error:
            self._trouble, self._fault = str(error), error
            return None
        except (InputError, TryLater):
            return None

    def _keep(self, pending: dict[Future[Said | None], str]) -> dict[Future[Said | None], str]:
        """Write what is answered, and give back what is not."""
        done = [future for future in pending if future.done()]
        said = {pending[future]: answer for future in done if (answer := future.result()) is not None}
        if said:
            self._errand.store.labelings.put_many(said, self._asked, confidence=self._errand.confidence)
        self._kept += len(said)
        self._refused += sum(isinstance(one, Refused) for one in said.values())
        self._left += len(done) - len(said)
        self._errand.progress(self._asked.value, self._kept)
        return {future: hash_ for future, hash_ in pending.items() if future not in done}
