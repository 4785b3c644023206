"""What a DLL or a program of Windows asks for, read by objdump."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from windows.tools import run

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = {".dll", ".pyd", ".exe"}
OBJDUMP = "x86_64-w64-mingw32-objdump"

OF_THE_SYSTEM = frozenset({
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "comdlg32", "comctl32",
    "crypt32", "d2d1", "d3d11", "d3d12", "d3d9", "d3dcompiler_47", "dwmapi",
    "dwrite", "dxgi", "gdi32", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr",
    "mscms", "msvcrt", "netapi32", "ntdll", "ole32", "oleaut32", "psapi", "rpcrt4",
    "secur32", "setupapi", "shcore", "shell32", "shlwapi", "uiautomationcore",
    "user32", "userenv", "uxtheme", "version", "winmm", "winspool.drv", "ws2_32",
    "wtsapi32",
})  # fmt: skip
"""What Windows 10 has from version 1809 on (`installer.md` 9). `icuuc` is never ours to
deliver: a copy from a newer Windows ends the program on an older one."""

API_SETS = re.compile(r"api-ms-win-(core|crt|shcore|eventing)-[\w-]+")


def imports(path: Path) -> set[str]:
    """Give the names of the DLLs that a file asks for, in small letters."""
    told = run([OBJDUMP, "-p", path])
    return {name.lower() for name in re.findall(r"DLL Name: (\S+)", told)}


def is_64_bits(path: Path) -> bool:
    """Tell whether a file is made for the 64 bits of Intel and AMD."""
    return "pei-x86-64" in run([OBJDUMP, "-f", path])


def of_windows(name: str) -> bool:
    """Tell whether a DLL is part of Windows."""
    stem = name.lower().removesuffix(".dll")
    return stem in OF_THE_SYSTEM or API_SETS.fullmatch(stem) is not None
