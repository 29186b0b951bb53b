"""OpenVINO without its telemetry; import it from here only.

The converter that `import openvino` pulls in (openvino.tools.ovc, 2026.4) reports every import to
Google Analytics, without asking. Nothing here needs it, and nothing may leave the machine.
"""

from __future__ import annotations

import sys

_CONVERTER = "openvino.tools.ovc"

_absent = _CONVERTER not in sys.modules
if _absent:
    # None makes an import fail with ImportError, which openvino/__init__.py passes over.
    sys.modules[_CONVERTER] = None  # type: ignore[assignment]  # what the import system documents
try:
    import openvino as ov
    from openvino import opset13 as ops
finally:
    if _absent:
        del sys.modules[_CONVERTER]

__all__ = ["ops", "ov"]
