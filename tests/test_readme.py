"""What the README says of settings, files and commands holds for the code."""

import re
from pathlib import Path

from rag.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")


def settings_table() -> str:
    """The rows that the README's table of settings should have."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{name}` | {default} | {field.description} |")
    return "\n".join(rows)


def test_the_table_of_settings_is_that_of_the_code():
    header = "| setting | default | meaning |\n| --- | --- | --- |\n"
    assert header + settings_table() + "\n\n" in README, (
        f"put this under the README's table head:\n{settings_table()}"
    )


def test_links_lead_to_files_that_are_there():
    for page, text in ((ROOT / "README.md", README), (ROOT / "docs" / "design.md", DESIGN)):
        links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
        missing = [
            link for link in links if "://" not in link and not (page.parent / link).is_file()
        ]
        assert not missing, f"{page.name} links to {missing}, which is not there"


def test_links_within_pages_lead_to_headings():
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", DESIGN, re.MULTILINE)
    }
    linked = set(re.findall(r"\]\(#([^)]+)\)", DESIGN))
    linked |= set(re.findall(r"\]\(docs/design\.md#([^)]+)\)", README))
    assert linked <= headings, f"no heading for {sorted(linked - headings)}"


def test_make_targets_that_are_named_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make (\w+)", README + DESIGN, re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert {"chat", "test"} <= named <= targets
