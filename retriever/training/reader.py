"""Teaches an encoder to read a question and a passage together, and writes it as ONNX in eight bits."""

import logging
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from retriever.relevance import MAX_TOKENS, MODEL, PADDING, PADDING_ID
from retriever.training.encoder import encoder_of_size

logger = logging.getLogger("retriever.train_relevance")

_MAX_TEXT_TOKENS = 80
_SCALE = 25.0
"""Of cosine similarities before the softmax."""
_RIGHT = 3.0
"""What a passage that answers counts beside one that does not, of which there are more."""
_OFFSET = 1.0
"""Log-odds by which a passage must win before it counts as an answer."""
_LARGE = 1024
"""Numbers of a table from which on it is packed."""
_HARDEST = 16
"""Others are drawn from the first of them: the nearest."""
_HEADS = "heads"
"""What the written model says of itself that its tables do not show."""
_ALIKE = 14
"""Pairs of about one length that are read at once, so that little padding is."""


@dataclass(frozen=True)
class Asked:
    """A question, the passage that answers it, and passages near it that do not; the hardest first."""

    question: str
    passage: str | None
    """None where nothing answers."""
    others: Sequence[str]


class Reader(nn.Module):
    """An encoder and one number from the mean of what it says of each piece: the log-odds that the pair fits."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(encoder.config.hidden_size, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def embed(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The mean over the pieces of each text: (texts, width)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean: Tensor = (states * mask).sum(1) / mask.sum(1)
        return mean

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """One number a pair: (pairs,)."""
        scores: Tensor = self.head(self.embed(input_ids, attention_mask)).squeeze(1)
        return scores


def fit_apart(reader: Reader, tokenizer: Tokenizer, asked: Sequence[Asked], rate: float, size: int = 16) -> None:
    """First lesson: question and passage, read apart, come near each other, and the others do not.

    In-batch negatives and two of the others for each question (Karpukhin et al. 2020).
    """
    with_answer = [one for one in asked if one.passage is not None]
    steps = _batches(with_answer, size)
    for batch, step in _learning(reader, steps, rate):
        passages = [str(one.passage) for one in batch]
        others = [text for one in batch for text in random.sample(list(one.others), min(2, len(one.others)))]
        asking = functional.normalize(reader.embed(*_inputs(tokenizer, [f"query: {one.question}" for one in batch])))
        said = functional.normalize(reader.embed(*_inputs(tokenizer, [f"passage: {t}" for t in passages + others])))
        step(functional.cross_entropy(asking @ said.T * _SCALE, torch.arange(len(batch))))


def fit_together(reader: Reader, tokenizer: Tokenizer, asked: Sequence[Asked], rate: float, size: int = 8) -> None:
    """Second lesson: of the passages read with a question, the one that answers wins, and none where none does."""
    for batch, step in _learning(reader, _batches(asked, size), rate):
        candidates = [_candidates(one) for one in batch]
        pairs = [(one.question, text) for one, texts in zip(batch, candidates, strict=True) for text in texts]
        scores = torch.split(_scores(reader, tokenizer, pairs), [len(texts) for texts in candidates])
        losses = [_loss(found, one.passage is not None) for found, one in zip(scores, batch, strict=True)]
        step(torch.stack(losses).mean())


def _scores(reader: Reader, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> Tensor:
    """One number a pair: (pairs,). Calculated in 16 bits where the processor multiplies these faster than 32."""
    by_length = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
    groups = [by_length[i : i + _ALIKE] for i in range(0, len(by_length), _ALIKE)]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_multiplies_16_bits()):
        scores = torch.cat([reader(*_inputs(tokenizer, [pairs[i] for i in group])) for group in groups])
    return scores.float()[torch.argsort(torch.tensor(by_length))]


def _multiplies_16_bits() -> bool:
    """Whether the processor does: ten steps took 17 s instead of 31 with avx512_bf16 alone."""
    able = torch.cpu.get_capabilities()
    return any(able.get(name, False) for name in ("amx_bf16", "avx512_bf16"))


def _candidates(one: Asked) -> list[str]:
    """The passage that answers, and four of the others: the nearer, the more likely (Efraimidis and Spirakis 2006)."""
    nearest = list(one.others[:_HARDEST])
    drawn = sorted(range(len(nearest)), key=lambda rank: random.random() ** (rank + 2), reverse=True)
    others = [nearest[rank] for rank in drawn[:4]]
    return others if one.passage is None else [one.passage, *others]


def _loss(scores: Tensor, is_answered: bool) -> Tensor:
    """Listwise, which is best, or that the best of none is none; and each alone, whether it is an answer at all.

    An answer stands first.
    """
    right = torch.zeros_like(scores)
    if is_answered:
        right[0] = 1.0
    weights = 1.0 + (_RIGHT - 1.0) * right
    alone = functional.binary_cross_entropy_with_logits(scores - _OFFSET, right, weight=weights)
    if is_answered:
        return 0.5 * alone - functional.log_softmax(scores, 0)[0]
    return 0.5 * alone + 0.5 * functional.softplus(scores.max() - _OFFSET)


def _batches(asked: Sequence[Asked], size: int) -> list[Sequence[Asked]]:
    shuffled = random.sample(list(asked), len(asked))
    return [shuffled[i : i + size] for i in range(0, len(shuffled) - size + 1, size)]


def _learning(
    reader: Reader, batches: Sequence[Sequence[Asked]], rate: float
) -> Iterable[tuple[Sequence[Asked], "Step"]]:
    """The batches, each with what learns from its loss; pieces and the lower third of the layers stay as they are."""
    layers = reader.encoder.encoder.layer
    for module in (reader.encoder.embeddings, *layers[: len(layers) // 3]):
        module.requires_grad_(False)
    reader.eval()  # to draw what is dropped out took a quarter of the time
    step = Step(reader, len(batches), rate)
    for batch in batches:
        yield batch, step


class Step:
    """AdamW with a warm-up of a tenth and linear decay; the head learns faster than what was trained before."""

    def __init__(self, reader: Reader, steps: int, rate: float) -> None:
        self._learnt = [p for p in reader.encoder.parameters() if p.requires_grad]
        head = {"params": list(reader.head.parameters()), "lr": 1e-3}
        self._optimizer = torch.optim.AdamW([{"params": self._learnt, "lr": rate}, head], weight_decay=0.01)
        warmup = max(steps // 10, 1)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min((step + 1) / warmup, (steps - step) / (steps - warmup + 1))
        )
        self._began = time.monotonic()
        self._done, self._steps = 0, steps

    def __call__(self, loss: Tensor) -> None:
        """Learn from one loss."""
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._learnt, 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._done += 1
        if self._done % 20 == 0 or self._done == self._steps:
            seconds = time.monotonic() - self._began
            logger.info("step %d/%d  loss %.3f  %.0f s", self._done, self._steps, loss.item(), seconds)


def _inputs(tokenizer: Tokenizer, texts: Sequence[str] | Sequence[tuple[str, str]]) -> tuple[Tensor, Tensor]:
    """Ids and mask of single texts or of pairs, as long as the longest: (texts, pieces) each."""
    of_pairs = bool(texts) and isinstance(texts[0], tuple)
    tokenizer.enable_truncation(MAX_TOKENS if of_pairs else _MAX_TEXT_TOKENS, strategy="longest_first")
    tokenizer.enable_padding(pad_id=PADDING_ID, pad_token=PADDING)
    read = tokenizer.encode_batch(list(texts))
    return torch.tensor([one.ids for one in read]), torch.tensor([one.attention_mask for one in read])


def export(reader: Reader, folder: Path) -> None:
    """Write ``model.onnx``, whose tables of numbers are kept in eight bits and read back into 32 when it is loaded.

    Calculating in eight bits too would be twice as fast and was too coarse: scores moved by .33 on average, where they
    spread by 1.6.
    """
    whole = folder / "whole.onnx"
    ids = torch.ones(2, 7, dtype=torch.long)
    names = {"input_ids": {0: "pairs", 1: "pieces"}, "attention_mask": {0: "pairs", 1: "pieces"}}
    reader.eval()
    torch.onnx.export(
        reader,
        (ids, torch.ones_like(ids)),
        str(whole),
        input_names=list(names),
        output_names=["score"],
        dynamic_axes={**names, "score": {0: "pairs"}},
        opset_version=17,
        dynamo=False,  # the newer exporter needs two more packages and gives the same graph
    )
    model = onnx.load(whole)
    whole.unlink()
    pack(model)
    onnx.helper.set_model_props(model, {_HEADS: str(reader.encoder.config.num_attention_heads)})
    onnx.save(model, folder / MODEL)


def read_exported(folder: Path) -> Reader:
    """The reader that `export` wrote into a folder, to be taught further."""
    model = onnx.load(folder / MODEL)
    tables = _unpacked(model.graph)
    weights = {name: torch.from_numpy(table.copy()) for name, table in tables.items()}
    for node in model.graph.node:
        # A matrix that multiplies from the right is kept turned, under a name without a meaning.
        if node.op_type == "MatMul" and node.input[1] in tables:
            layer = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            weights[f"{layer}.weight"] = weights.pop(node.input[1]).T
    sizes = {name.removeprefix("encoder."): tuple(weight.shape) for name, weight in weights.items()}
    heads = next(int(prop.value) for prop in model.metadata_props if prop.key == _HEADS)
    reader = Reader(encoder_of_size(sizes, heads))
    reader.load_state_dict(weights)
    return reader.eval()


def _unpacked(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """The tables of a graph by the names under which it uses them, in 32 bits."""
    tables = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            packed, scales, _ = (tables.pop(name) for name in node.input)
            axis = onnx.helper.get_node_attr_value(node, "axis")
            tables[node.output[0]] = packed.astype(np.float32) * np.expand_dims(scales, 1 - axis)
    return {name: table for name, table in tables.items() if table.dtype == np.float32}


def pack(model: onnx.ModelProto) -> None:
    """Keep every large table in eight bits with a scale a row, or a column where it multiplies from the right."""
    graph = model.graph
    gathered = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    kept: list[onnx.TensorProto] = []
    restoring: list[onnx.NodeProto] = []
    for tensor in graph.initializer:
        table = numpy_helper.to_array(tensor)
        if table.ndim != 2 or table.size < _LARGE or table.dtype != np.float32:
            kept.append(tensor)
            continue
        axis = 0 if tensor.name in gathered else 1
        scales = np.maximum(np.abs(table).max(axis=1 - axis), 1e-12).astype(np.float32) / np.float32(127)
        packed = np.rint(table / np.expand_dims(scales, 1 - axis)).astype(np.int8)
        parts = {"packed": packed, "scale": scales, "zero": np.zeros(len(scales), np.int8)}
        kept += [numpy_helper.from_array(part, f"{tensor.name}.{name}") for name, part in parts.items()]
        inputs = [f"{tensor.name}.{name}" for name in parts]
        restoring.append(onnx.helper.make_node("DequantizeLinear", inputs, [tensor.name], axis=axis))
    nodes = [*restoring, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)


def seed_all(seed: int) -> None:
    """Fix every draw."""
    random.seed(seed)
    torch.manual_seed(seed)
