"""Embedding models in folders: told apart by their files, loaded without a network, and refused in words."""

import json
import os
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from bot.errors import SettingsError
from bot.recommend.embedding import Kind, kind_of, load_encoder, unit
from tests.recommend.models import static_model, static_sentence_model, transformer_model, words


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a connection or a name fails, and the environment is as it was afterwards."""

    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for key in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "TQDM_DISABLE"):
        monkeypatch.setenv(key, "")


def refused(folder: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_encoder(folder)
    assert "FICUS_EMBEDDING_MODEL" in caught.value.sentence
    return caught.value.sentence


@pytest.mark.parametrize("make", [static_model, static_sentence_model])
def test_a_static_model_is_loaded_by_model2vec(make, tmp_path: Path):
    model = load_encoder(make(tmp_path / "model"))
    assert model.kind is Kind.STATIC
    assert model.width == 8
    ocean, tide, bread, unknown = model.encode(["Ocean!", "the tide", "bread", "quillon"])
    assert np.linalg.norm(ocean) == pytest.approx(1, abs=1e-5)
    assert ocean @ tide > 0.9
    assert abs(float(ocean @ bread)) < 0.3
    assert not unknown.any(), "nothing is known of it"
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"


def test_more_texts_than_model2vec_takes_alone(tmp_path: Path):
    """From 10,000 on it would start processes."""
    model = load_encoder(static_model(tmp_path / "model"))
    texts = [words()[n % len(words())] for n in range(10_001)]
    vectors = model.encode(texts)
    assert vectors.shape == (10_001, 8)
    assert vectors.dtype == np.float32
    assert vectors[:3] == pytest.approx(model.encode(texts[:3]))


def test_a_relative_path_is_no_name_on_a_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    static_model(tmp_path / "potion" / "base")
    monkeypatch.chdir(tmp_path)
    assert load_encoder(Path("potion/base")).width == 8
    monkeypatch.chdir("/")
    assert "Ficus downloads nothing" in refused(Path("potion/base"))


def test_kinds(tmp_path: Path):
    assert kind_of(static_model(tmp_path / "a")) is Kind.STATIC
    assert kind_of(static_sentence_model(tmp_path / "b", "Normalize")) is Kind.STATIC
    assert kind_of(static_sentence_model(tmp_path / "c", "Dense")) is Kind.TRANSFORMER, (
        "model2vec would leave out Dense"
    )
    assert kind_of(transformer_model(tmp_path / "d")) is Kind.TRANSFORMER, "though all of model2vec's files are there"


def test_a_folder_that_is_not_there(tmp_path: Path):
    assert f"there is none at {tmp_path / 'absent'}" in refused(tmp_path / "absent")
    (tmp_path / "file").touch()
    assert "must name a folder" in refused(tmp_path / "file")


def test_a_folder_without_a_model(tmp_path: Path):
    assert "holds no model that Ficus knows" in refused(tmp_path)
    (tmp_path / "modules.json").write_text("[", "utf-8")
    assert "holds no model that Ficus knows" in refused(tmp_path)
    transformer_model(tmp_path / "bare")
    (tmp_path / "bare" / "modules.json").unlink()
    assert "holds no model that Ficus knows" in refused(tmp_path / "bare"), "a bare transformer says nothing of pooling"


@pytest.mark.parametrize(
    ("make", "package", "install"),
    [
        (static_model, "model2vec", 'pip install "ficus[embedding]"'),
        (transformer_model, "sentence_transformers", "pip install sentence-transformers"),
    ],
)
def test_a_package_that_is_not_installed(make, package: str, install: str, tmp_path: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    assert install in refused(make(tmp_path / "model"))


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_model(name: str, tmp_path: Path):
    file = static_model(tmp_path / "model") / name
    file.write_bytes(file.read_bytes()[:-20])
    assert "can't be loaded" in refused(tmp_path / "model")


def test_weights_that_are_no_safetensors(tmp_path: Path):
    folder = static_model(tmp_path / "model")
    for content in (b"", b"{}", b"\xff" * 100, (20).to_bytes(8, "little") + b"not json at all....."):
        (folder / "model.safetensors").write_bytes(content)
        refused(folder)


def test_how_a_sentence_transformer_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """By its path, of local files only; the package itself is too large for the tests' requirements."""
    asked: list[object] = []

    class Fake:
        def __init__(self, path: str, **named: object) -> None:
            asked.append((path, named))

        def encode(self, texts: list[str], **named: object) -> np.ndarray:
            asked.append(named)
            return np.array([[3.0, 4.0]] * len(texts), np.float16)

    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Fake))
    model = load_encoder(transformer_model(tmp_path / "model"))
    assert model.kind is Kind.TRANSFORMER
    assert model.encode(["a", "b"]).tolist() == [[pytest.approx(0.6, abs=1e-3), pytest.approx(0.8, abs=1e-3)]] * 2
    assert asked[0] == (str(tmp_path / "model"), {"local_files_only": True})
    assert asked[1] == {"batch_size": 32, "show_progress_bar": False, "convert_to_numpy": True}


def test_rows_that_are_no_direction_are_nothing():
    assert unit([[0, 0], [float("nan"), 1], [float("inf"), 1], [0, 2]]).tolist() == [[0, 0], [0, 0], [0, 0], [0, 1]]


def test_the_files_are_as_model2vec_writes_them(tmp_path: Path):
    """It writes a list of modules too, which doesn't make its model one that needs sentence-transformers."""
    folder = static_model(tmp_path / "model")
    (module,) = json.loads((folder / "modules.json").read_text("utf-8"))
    assert module["type"].endswith("StaticEmbedding")
