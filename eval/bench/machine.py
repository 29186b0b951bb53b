"""What the measurements were made on, and with which versions."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

PACKAGES = (
    "dateline",
    "chromadb",
    "llama-index-core",
    "llama-index-embeddings-huggingface",
    "llama-index-vector-stores-chroma",
    "openvino",
    "sentence-transformers",
    "tantivy",
    "torch",
)


def machine() -> dict[str, str]:
    """Processor, cores, memory and system in words."""
    described = {
        "processor": _processor() or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
        described["memory"] = f"{gigabytes:.0f} GB"
    return described


def versions() -> dict[str, str]:
    """The packages that matter, with their versions; those that are not there are left out."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    """Linux's name of the processor, with its instructions for 16- and 8-bit products."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    said = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = set(said.get("flags", "").split())
    telling = [name for name in ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16")
               if name in flags]  # fmt: skip
    return " ".join([said.get("model name", ""), *telling]).strip()
