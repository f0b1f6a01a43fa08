"""See that an interrupt ends the program, also where other code drops it or wraps it.

Python drops an exception that leaves one of its callbacks (its import system has some), and a
library may turn any exception into a fault of its own. An interrupt must survive both.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from sys import UnraisableHookArgs
    from threading import Timer

INTERRUPTED = 130
"""The exit code of a program that was interrupted, as a shell tells it. (`main` has it too, as it
imports nothing before an interrupt is listened for.)"""
_AGAIN_AFTER = 0.02
"""Seconds until a dropped interrupt is sent again: the callback has ended by then."""

_heard = False
_before: tuple[Any, Callable[[UnraisableHookArgs], Any]] | None = None
_again: Timer | None = None


def listen() -> None:
    """Note interrupts from now on, unless whoever began the program decides about them."""
    global _heard, _before
    _heard = False
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    try:
        _before = signal.signal(signal.SIGINT, _hear), sys.unraisablehook
    except ValueError:  # in another thread than the main one, which no interrupt reaches
        return
    sys.unraisablehook = _dropped


def leave() -> None:
    """Leave interrupts to whoever had them before `listen`, for a program that goes on."""
    global _before
    if _before is not None:
        handler, sys.unraisablehook = _before
        signal.signal(signal.SIGINT, handler)
        _before = None
    if _again is not None:
        _again.cancel()


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

    global _again
    main = threading.main_thread().ident
    assert main is not None
    _again = threading.Timer(_AGAIN_AFTER, signal.pthread_kill, (main, signal.SIGINT))
    _again.daemon = True
    _again.start()
