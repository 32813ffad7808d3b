"""Compiled kernels: cached on disk where a folder can be written, compiled anew where none can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """Compile a function of arrays on its first call, and keep the result for the next process.

    Numba refuses to cache when neither the package's folder nor the user's cache can be written
    (a locked-down laptop); the function then compiles once per process, some ten seconds.
    """
    try:
        return cast(Kernel, njit(cache=True)(function))
    except RuntimeError:
        return cast(Kernel, njit(function))
