"""A small process that outlives its parent just long enough to stop the processes that the parent started.

It runs as a script with a pipe on standard input. Lines are `+GROUP SIGNAL` (a process group was started and stops on
this signal) and `-GROUP` (it was stopped). When the pipe closes, the parent has ended. Linux's parent-death signal does
not work here: it fires when the *thread* that started the child ends, and a change of user clears it.
"""

import os
import signal
import sys
import time

GRACE_SECONDS = 10.0


def _send(group: int, number: int) -> bool:
    """Signal a group; False if it has no process any more."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def main() -> None:
    """Read the pipe to its end, then stop the groups that are left."""
    groups: dict[int, int] = {}
    for line in sys.stdin:
        group, _, number = line[1:].partition(" ")
        if line.startswith("+"):
            groups[int(group)] = int(number)
        else:
            groups.pop(int(group), None)
    # Later processes depend on earlier ones, so they stop in reverse order.
    left = [group for group, number in reversed(groups.items()) if _send(group, number)]
    deadline = time.monotonic() + GRACE_SECONDS
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [group for group in left if _send(group, 0)]
    for group in left:
        _send(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
