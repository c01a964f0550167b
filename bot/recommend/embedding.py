"""An embedding model in a folder on this machine: what kind it is, whether it can be used here, and loading it.

Nothing is ever fetched: the model is loaded from its folder by its absolute path, and its packages are told to stay
offline before they are imported.
"""

import json
import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np

from bot.errors import SettingsError
from bot.recommend.arrays import Floats

Encode = Callable[[Sequence[str]], Floats]
"""Texts to unit vectors, one a row; a row of zeros for a text that the model knows no word of."""

KEY = "FICUS_EMBEDDING_MODEL"


class Kind(StrEnum):
    """Kinds of models, by the package that loads them."""

    STATIC = "model2vec"
    """A vector for each token: model2vec's own, and those of sentence-transformers that are just that."""
    TRANSFORMER = "sentence-transformers"


_INSTALL = {
    Kind.STATIC: 'in a checkout: python -m pip install -e ".[embedding]"; otherwise: '
    'python -m pip install "ficus[embedding]"',
    Kind.TRANSFORMER: "python -m pip install sentence-transformers",
}
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TQDM_DISABLE": "1"}
_STATIC_LAYOUTS = (
    ("config.json", "", "embeddings"),
    ("config_sentence_transformers.json", "", "embedding.weight"),
    ("config_sentence_transformers.json", "0_StaticEmbedding/", "embedding.weight"),
)
"""As model2vec looks for them: the file of settings, where weights and tokenizer are, and the tensor of vectors."""
_PLAIN_MODULES = {"StaticEmbedding", "Normalize"}
_MOST_HEADER = 1 << 24
_BATCH = 32


class Encoder(NamedTuple):
    """A model that is loaded."""

    kind: Kind
    width: int
    """Of its vectors."""
    encode: Encode


def load_encoder(folder: Path) -> Encoder:
    """The model in a folder, tried on a text. Takes seconds, so call it in a thread.

    Raises SettingsError: no such folder, no such model in it, its package isn't installed, or the model is damaged.
    """
    kind = kind_of(folder)
    os.environ.update(_OFFLINE)
    load = _static if kind is Kind.STATIC else _transformer
    try:
        encode = load(folder.absolute())
        width = encode(["A story."]).shape[1]
    except ImportError as error:
        raise SettingsError(
            f"{KEY} names a model for {kind}, which can't be imported ({error}). Install it, {_INSTALL[kind]}"
        ) from error
    except Exception as error:  # what they can't read, its packages tell by bare Exceptions too
        raise SettingsError(
            f"The model in {folder}, which {KEY} names, can't be loaded ({error}). Copy its folder again, whole."
        ) from error
    return Encoder(kind, width, encode)


def kind_of(folder: Path) -> Kind:
    """What kind of model a folder holds, by its files. Raises SettingsError if there is no folder, or none in it."""
    if not folder.is_dir():
        raise SettingsError(
            f"{KEY} must name a folder on this machine that holds a model; there is none at {folder.absolute()}. "
            "Ficus downloads nothing: put the model there first, or leave the setting empty."
        )
    modules = _modules(folder)
    if _is_static(folder) and set(modules) <= _PLAIN_MODULES:
        return Kind.STATIC
    if modules:
        return Kind.TRANSFORMER
    raise SettingsError(
        f"{folder.absolute()}, which {KEY} names, holds no model that Ficus knows. One of model2vec has config.json, "
        "model.safetensors and tokenizer.json; one of sentence-transformers has modules.json."
    )


def _modules(folder: Path) -> list[str]:
    """The kinds of modules that modules.json lists, which model2vec writes too; empty if there's none to be read."""
    try:
        listed: Any = json.loads((folder / "modules.json").read_text("utf-8"))
        return [str(module["type"]).rpartition(".")[2] for module in listed]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _is_static(folder: Path) -> bool:
    for config, place, tensor in _STATIC_LAYOUTS:
        weights = folder / place / "model.safetensors"
        if all(file.is_file() for file in (folder / config, weights, folder / place / "tokenizer.json")):
            return tensor in _tensors(weights)
    return False


def _tensors(file: Path) -> set[str]:
    """The names of the tensors in a safetensors file: its first eight bytes are the length of a header in JSON."""
    try:
        with file.open("rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            return set(json.loads(opened.read(length))) if length <= _MOST_HEADER else set()
    except (OSError, ValueError, TypeError):
        return set()


def _static(folder: Path) -> Encode:
    model: Any = import_module("model2vec").StaticModel.from_pretrained(folder)
    # Above 10,000 texts model2vec would start processes of its own, each with a copy of the model.
    return lambda texts: unit(model.encode(list(texts), use_multiprocessing=False))


def _transformer(folder: Path) -> Encode:
    model: Any = import_module("sentence_transformers").SentenceTransformer(str(folder), local_files_only=True)
    return lambda texts: unit(
        model.encode(list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True)
    )


def unit(vectors: object) -> Floats:
    """Rows of length 1 in float32; rows that are nothing, or not numbers, become zeros."""
    found = np.atleast_2d(np.asarray(vectors, np.float32))
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > np.finfo(np.float32).tiny)
    return cast("Floats", np.divide(found, lengths, out=np.zeros_like(found), where=usable))
