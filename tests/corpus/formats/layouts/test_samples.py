"""Samples in the layouts of fan archives are read as a careful person reads them (samples/README.md)."""

import pytest

from tests.support.layout_samples import FOLDER, Sample, judged, samples, told


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_column_is_right(sample: Sample) -> None:
    story = sample.read()
    wrong = {column: told(story, column) for column, right in judged(story, sample.expected).items() if right is False}
    assert wrong == {}


def test_every_sample_is_expected_to_be_something() -> None:
    known = {sample.name for sample in samples()} | {"README.md", "expected.toml"}
    assert {path.name for path in FOLDER.iterdir()} == known
