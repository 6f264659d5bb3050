"""A store's own ranking policy: read from its file, and followed while it is edited."""

from __future__ import annotations

from pathlib import Path

from gumsole.ranking.policy import Policy, default_policy, load_policy

POLICY_FILE = "policy.toml"


def policy_of(folder: Path) -> Policy:
    """The store's own ranking policy, else the one that ships.

    Raises
    ------
    BadPolicy
        If the store's has a mistake.
    """
    own = folder / POLICY_FILE
    return load_policy(own.read_text(encoding="utf-8"), name=str(own)) if own.exists() else default_policy()


class FollowedPolicy:
    """The policy of a running server: that of the file as it could last be read.

    Raises
    ------
    BadPolicy
        If the file has a mistake to begin with.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state = self._stated()
        self.now = policy_of(folder)

    def renew(self) -> bool:
        """Read the file again where it was changed; True if there is another policy now.

        Raises
        ------
        BadPolicy
            If it has a mistake, once for each change; the policy of before stays in force.
        """
        state = self._stated()
        if state == self._state:
            return False
        self._state = state
        self.now = policy_of(self._folder)
        return True

    def _stated(self) -> tuple[int, int, int] | None:
        try:
            found = (self._folder / POLICY_FILE).stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
