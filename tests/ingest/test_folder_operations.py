"""Whatever is done to a folder, its index holds what a fresh one would hold."""

from __future__ import annotations

import shutil

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

FILES = [f"{n}.txt" for n in range(25)]
NAMES = st.sampled_from([*FILES[:6], "new.md", "neu/ä.txt", "list.json"])
TEXTS = st.sampled_from(
    ["The ferry left.", "The tide was high.\n\nThe pier was wet.", "The captain said no.", ""]
)
OPERATIONS = st.one_of(
    st.tuples(st.just("write"), NAMES, TEXTS),
    st.tuples(st.just("remove"), NAMES, st.just("")),
    st.tuples(st.just("rename"), NAMES, NAMES),
)
STEPS = st.lists(st.lists(OPERATIONS, min_size=1, max_size=3), min_size=1, max_size=4)


def apply(folder, operation, name, other):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if operation == "write":
        path.write_text(other, encoding="utf-8")
    elif operation == "remove":
        path.unlink(missing_ok=True)
    elif path.exists():
        (folder / other).parent.mkdir(exist_ok=True)
        path.replace(folder / other)


@hypothesis_settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_a_followed_index_equals_a_fresh_one(steps, folder, ingest, contents, settings, tmp_path):
    shutil.rmtree(folder)
    shutil.rmtree(settings.index, ignore_errors=True)
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(f"The ferry {name} left the harbour.", encoding="utf-8")
    ingest()
    for step in steps:
        for operation in step:
            apply(folder, *operation)
        ingest()
    fresh = settings.model_copy(update={"index": tmp_path / "fresh"})
    shutil.rmtree(fresh.index, ignore_errors=True)
    ingest(settings=fresh)
    assert contents() == contents(fresh.index)
