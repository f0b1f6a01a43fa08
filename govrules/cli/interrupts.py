"""See that an interrupt ends the program, also where other code drops it or wraps it.

Python drops an exception that leaves one of its callbacks (its import system has some), and a
library may turn any exception into a fault of its own. An interrupt must survive both.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

INTERRUPTED = 130
"""The exit code of a program that was interrupted, as a shell tells it. (`main` has it too, as it
imports nothing before an interrupt is listened for.)"""
_AGAIN = 0.02
"""Seconds until a dropped interrupt is sent again: the callback has ended by then."""

_heard = False


def listen() -> None:
    """Note interrupts from now on, unless whoever began the program decides about them."""
    global _heard
    _heard = False
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _hear)
        sys.unraisablehook = _dropped


def heard() -> bool:
    """Whether an interrupt came since `listen`."""
    return _heard


def _hear(number: int, frame: FrameType | None) -> None:
    global _heard
    _heard = True
    signal.default_int_handler(number, frame)


def _dropped(what: UnraisableHookArgs, /) -> None:
    if not isinstance(what.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(what)
        return
    import threading

    main = threading.main_thread().ident
    assert main is not None
    again = threading.Timer(_AGAIN, signal.pthread_kill, (main, signal.SIGINT))
    again.daemon = True
    again.start()
