"""What the tests of `retriever` share: blocks taken whole where kss is not the point, and tiny models."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]


@pytest.fixture
def whole_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take each block as one sentence: importing kss takes ten seconds."""
    monkeypatch.setattr("ingest.sentences.split_with_kss", lambda block: [block])


@pytest.fixture(scope="module")
def whole_blocks_in_module() -> Iterator[None]:
    """`whole_blocks` for fixtures that outlive one test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sentences.split_with_kss", lambda block: [block])
        yield


WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "청년", "지원", "예산", "query", "passage", ":"]
SIZES = {"vocab_size": len(WORDS), "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
# BERT's own 0.02 leaves the outputs of one layer so near each other that two texts can get the same 32 bits.
SPREAD = 0.5


def word_tokenizer() -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def save_tokenizer(folder: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=word_tokenizer(), **special).save_pretrained(folder)


@pytest.fixture
def save_static() -> Callable[..., Path]:
    """Saves a static model of a few words, with prompts where wanted."""

    def save(folder: Path, prompts: dict[str, str] | None = None) -> Path:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        module = StaticEmbedding(word_tokenizer(), embedding_dim=8)
        model = SentenceTransformer(modules=[module], prompts=prompts, device="cpu")
        model.save(str(folder), create_model_card=False)
        return folder

    return save


@pytest.fixture(scope="session")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a Transformer embedding model of one layer, with random weights and no prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from torch import manual_seed
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("transformer")
    manual_seed(0)
    BertModel(BertConfig(intermediate_size=16, initializer_range=SPREAD, **SIZES)).save_pretrained(folder / "bert")
    save_tokenizer(folder / "bert")
    modules = [Transformer(str(folder / "bert")), Pooling(16)]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"), create_model_card=False)
    return folder / "model"


@pytest.fixture(scope="session")
def tiny_cross_encoders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The folder of a cross-encoder of one layer that gives so many scores."""

    def save(labels: int) -> Path:
        from torch import manual_seed
        from transformers import BertConfig, BertForSequenceClassification

        folder = tmp_path_factory.mktemp("cross-encoder")
        manual_seed(0)
        config = BertConfig(intermediate_size=16, initializer_range=SPREAD, num_labels=labels, **SIZES)
        BertForSequenceClassification(config).save_pretrained(folder)
        save_tokenizer(folder)
        return folder

    return save
