"""The vocabulary of a model to be trained: the morphemes that occur most, found in any text by their frequency alone.

A Unigram tokenizer (Kudo 2018) takes the likeliest way to cut a word into pieces of its vocabulary. With the morphemes
of Kiwi as pieces, and their frequencies as their likelihoods, it cuts much as Kiwi does and needs no Kiwi: 예산 has one
vector alone, before a particle, and inside a compound.
"""

import math
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from retriever.morphemes import surfaces
from retriever.training.pairs import Corpus

UNKNOWN = "[UNK]"
_MAX_PIECE = 12
_MIN_CHARACTER = 5
"""How often a single character must occur to be a piece whatever its rank: it makes words out of nothing else."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = re.compile(r"(?:19|20)\d\d|\d{1,2}")
"""Years and small numbers have a vector; other numbers carry no topic."""
_THOUSANDS = r"(?<=\p{N}),(?=\p{N}{3})"
_NOT_WORDS = r"[^\p{L}\p{N}]+"
_OTHER_NUMBERS = r"(?<!\p{N})(?!(?:19|20)\p{N}{2}(?!\p{N}))\p{N}{3,}"


def learn_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """A Unigram tokenizer of at most ``size`` pieces, [UNK] among them: the morphemes that ``texts`` print most."""
    counts = _counted(texts)
    characters = Counter[str]()
    for word, count in counts.items():
        characters.update(dict.fromkeys("" if word.isdigit() else word, count))
    often = [character for character, n in _by_count(characters) if n >= _MIN_CHARACTER]
    kept = {character: counts[character] or 1 for character in often[: size - 1]}
    for word, count in _by_count(counts):
        if len(kept) >= size - 1:
            break
        kept[word] = count
    total = sum(kept.values())
    pieces = [(word, round(math.log(count / total), 3)) for word, count in kept.items()]
    pieces.sort(key=lambda piece: (-piece[1], piece[0]))
    return _tokenizer([(UNKNOWN, 0.0), *pieces])


def vocabulary_texts(corpora: Sequence[Corpus], limit: int, seed: int) -> list[str]:
    """Sample at most `limit` heads and bodies of each corpus to learn the vocabulary from."""
    rng = random.Random(seed)
    texts: list[str] = []
    for corpus in corpora:
        chosen = rng.sample(range(len(corpus.heads)), min(limit, len(corpus.heads)))
        texts.extend(f"{corpus.heads[i]}\n{corpus.bodies[i]}" for i in chosen)
    return texts


def _by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, those of one frequency in the order of their letters."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _counted(texts: Iterable[str]) -> Counter[str]:
    counts = Counter[str]()
    for pieces in surfaces(texts):
        for piece in pieces:
            words = _WORD.findall(unicodedata.normalize("NFKC", piece).lower())
            counts.update(word for word in words if _may_be_a_piece(word))
    return counts


def _may_be_a_piece(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None if word.isdigit() else len(word) <= _MAX_PIECE


def _tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """The tokenizer: letters and numbers alone; bullets, punctuation and private-use glyphs carry no topic."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(_THOUSANDS), "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_NOT_WORDS), behavior="removed"),
            pre_tokenizers.Split(Regex(_OTHER_NUMBERS), behavior="removed"),
            pre_tokenizers.Split(Regex(r"\p{N}+"), behavior="isolated"),
        ]
    )
    tokenizer.add_special_tokens([UNKNOWN])
    return tokenizer
