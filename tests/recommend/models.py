"""Tiny embedding models that tests make: some thirty words, of which those about one thing point one way."""

import json
from pathlib import Path

import numpy as np
from model2vec import StaticModel
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

THEMES = {
    "sea": "ocean sea tide wave sailor harbour ship lighthouse salt shore",
    "kitchen": "bread oven flour kitchen baker dough cake butter recipe crust",
    "night": "moon star night sky telescope comet lantern dusk",
}


def words() -> list[str]:
    """Every word that the models know."""
    return [word for theme in THEMES.values() for word in theme.split()]


def vectors(seed: int = 0) -> np.ndarray:
    """A row for the unknown word, then one for each of `words`: its theme's direction, and a little of its own."""
    rng = np.random.default_rng(seed)
    rows = [np.zeros(8)]
    for number, theme in enumerate(THEMES.values()):
        rows += [np.eye(8)[number] + 0.1 * rng.standard_normal(8) for _ in theme.split()]
    return np.array(rows, np.float32)


def tokenizer() -> Tokenizer:
    """One token a word."""
    known = Tokenizer(
        models.WordLevel({word: number for number, word in enumerate(["[UNK]", *words()])}, unk_token="[UNK]")
    )
    known.normalizer = normalizers.Lowercase()
    known.pre_tokenizer = pre_tokenizers.Whitespace()
    return known


def static_model(folder: Path) -> Path:
    """One that model2vec has saved."""
    StaticModel(vectors(), tokenizer()).save_pretrained(folder)
    return folder


def static_sentence_model(folder: Path, *further: str) -> Path:
    """The same in the files of sentence-transformers' StaticEmbedding, with further modules after it."""
    place = folder / "0_StaticEmbedding"
    place.mkdir(parents=True)
    save_file({"embedding.weight": vectors()}, place / "model.safetensors")
    tokenizer().save(str(place / "tokenizer.json"))
    (folder / "config_sentence_transformers.json").write_text("{}", "utf-8")
    types = [f"sentence_transformers.models.{name}" for name in ("StaticEmbedding", *further)]
    listed = [{"idx": n, "name": str(n), "path": f"{n}_{kind}", "type": kind} for n, kind in enumerate(types)]
    (folder / "modules.json").write_text(json.dumps(listed), "utf-8")
    return folder


def transformer_model(folder: Path) -> Path:
    """The files of a transformer with pooling; its weights are none."""
    folder.mkdir(parents=True)
    save_file({"embeddings.word_embeddings.weight": vectors()}, folder / "model.safetensors")
    tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    types = ["sentence_transformers.models.Transformer", "sentence_transformers.models.Pooling"]
    listed = [{"idx": n, "name": str(n), "path": "", "type": kind} for n, kind in enumerate(types)]
    (folder / "modules.json").write_text(json.dumps(listed), "utf-8")
    return folder
