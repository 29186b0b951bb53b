"""Serving the page: address, style, limits, and nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from socket import AF_INET, AF_INET6, create_server
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.texts import Texts

_STYLES = Path(__file__).parent / "styles"
_SANS = ("system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")


def serve(
    blocks: gr.Blocks,
    host: str,
    port: int,
    texts: Texts,
    check: Callable[[str, str], bool] | None = None,
    most_mb: int = 32,
) -> str:
    """Serve the page from a thread of its own and return its address.

    Port 0 takes any free one. `check` tells right passwords; `most_mb` is the largest upload.
    Raises SettingsError where the address can't be listened on.
    """
    try:
        _, address, _ = blocks.launch(
            server_name=host,
            server_port=_open_port(host, port),
            auth=check,
            auth_message=texts.sign_in if check else None,
            max_file_size=most_mb * 1024 * 1024,
            share=False,
            quiet=True,
            run_history=False,
            footer_links=[],
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            prevent_thread_lock=True,
            theme=_theme(),
            head=_head(texts),
        )
    except OSError:
        raise SettingsError(
            f"The page can't listen on {host}:{port}: give another with --port or --host."
        ) from None
    return address


def _head(texts: Texts) -> str:
    # In the head and not through `css`, to whose selectors Gradio would add its own.
    styles = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_STYLES.glob("*.css")))
    script = f"document.documentElement.lang = {texts.language!r};"
    return f"<style>\n{styles}\n</style>\n<script>{script}</script>"


def _theme() -> gr.themes.Base:
    # Gradio's own fonts are fetched; the reader's are there.
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in _SANS],
        font_mono=[gr.themes.Font(name) for name in _MONO],
        radius_size=gr.themes.sizes.radius_none,
    )


def _open_port(host: str, port: int) -> int:
    family = AF_INET6 if ":" in host else AF_INET
    with create_server((host, port), family=family) as probe:
        return int(probe.getsockname()[1])
