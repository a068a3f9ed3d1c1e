"""A small process that outlives its parent just long enough to stop what the parent started.

Run as a script with a pipe on standard input. Lines are `+GROUP SIGNAL` (a process group was started and stops on this
signal) and `-GROUP` (it was stopped). When the pipe closes, the parent is gone, in whatever way: a kernel's
parent-death signal would not do, since it fires when the starting *thread* ends and is dropped on a change of user.
"""

import os
import signal
import sys
import time

GRACE_SECONDS = 10.0


def _send(group: int, number: int) -> bool:
    """True while the group still has a process."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def main() -> None:
    """Follow the pipe to its end, then stop what is left."""
    groups: dict[int, int] = {}
    for line in sys.stdin:
        group, _, number = line[1:].partition(" ")
        if line.startswith("+"):
            groups[int(group)] = int(number)
        else:
            groups.pop(int(group), None)
    # The order of starting says who depends on whom, so the last one goes first.
    left = [group for group, number in reversed(groups.items()) if _send(group, number)]
    deadline = time.monotonic() + GRACE_SECONDS
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [group for group in left if _send(group, 0)]
    for group in left:
        _send(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
