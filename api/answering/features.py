"""What speaks for a passage as the answer to a question, as numbers that can be read and printed, and their weights."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a passage, each about 0 to 1."""

    coverage: float
    """Share of the question's information that the passage and its headings cover."""
    names: float
    """Share of the question's nouns, by information, that they cover."""
    label: float
    """1 when the passage is labelled with the attribute asked for; else, when its value is of the kind asked for, the
    share of the question's nouns, by information, that its label names."""
    subject: float
    """Share of the nearest subject heading, by information, that the question names."""
    own_words: float
    """1 when the passage carries the question's own word for the attribute, or the period that tells when it ends."""
    kind: float
    """1 when it holds the kind of value asked for, -1 when it does not, -2 when no other will do, 0 when any will."""
    year: float
    """-1 when it speaks of other years only than the one asked for, or of another month, phase or basis."""
    heading: float
    """1 for a heading that states nothing itself."""
    dense: float
    lexical: float
    focus: float
    """Share of the passage's own words that the question covers."""
    head: float
    """How far the passage carries the noun that is asked for; 1 where none is asked for but the attribute."""
    unknown_head: float
    """1 where the documents do not know the noun that is asked for."""
    unknown_name: float
    """1 where a name that is asked of stands nowhere in the passage's document, not even by half; .5 where only a
    common noun does not, for which it may have another word."""
    uncovered: float
    """1 when neither the passage nor what stands above it carries more than half of a name of the sentence that asks,
    compounds taken whole; 2 where that is the part of something that is asked for."""
    context: float
    """Share of the headings above what the last answer cited that stand above the passage too."""
    titled: float
    """Share of the words of its own label that the question says."""
    cell: float
    """For a cell of a table, from -1 where the question names neither its row nor its column to 0 for both."""
    basis: float
    """1 where a heading above says of what all below is, as ``(총투자 기준)``, and the question says that too."""
    addressed: float
    """For a cell whose row and column the question both names, the share of the question that these names make."""
    relevance: float = -1.0
    """How surely the passage answers, from -1 to 1, as a model tells that reads question and passage together; -1 for
    one that is not read."""


WEIGHTS = Features(
    coverage=1.0,
    names=0.25,
    label=0.09,
    subject=0.28,
    own_words=0.2,
    kind=0.3,
    year=0.21,
    heading=-0.14,
    dense=0.27,
    lexical=0.36,
    focus=0.09,
    head=0.11,
    unknown_head=0.0,
    unknown_name=0.0,
    uncovered=0.0,
    context=0.7,
    titled=0.1,
    cell=0.5,
    basis=0.3,
    addressed=0.5,
    relevance=1.0,
)
"""Which passage is best. Learnt with a strong pull towards weights set by hand (conditional logit, McFadden 1974):
freely learnt ones were worse on questions that they had not seen. Those of ``addressed`` and ``context`` are set by
hand, those of ``relevance`` and ``cell`` were found beside the others as they stand."""
SUPPORT = Features(
    coverage=1.5,
    names=0.9,
    label=0.0,
    subject=0.0,
    own_words=0.0,
    kind=0.85,
    year=0.0,
    heading=0.0,
    dense=0.0,
    lexical=0.0,
    focus=0.0,
    head=0.6,
    unknown_head=0.8,
    unknown_name=0.0,
    uncovered=0.0,
    context=0.8,
    titled=0.0,
    cell=0.0,
    basis=0.0,
    addressed=0.0,
    relevance=2.8,
)
"""Whether the best passage answers at all: six of the features, found by a search that began at a logistic regression,
on 743 questions, none of which the relevance model had learnt, about sixteen documents; checked on each of three kinds
of document by what was found on the others. That of ``context`` is set by hand, for questions with little of their
own."""
MIN_SUPPORT = 1.9
"""Of 1.6 to 2.4, about where one right answer more costs one wrong one more."""
MIN_SUPPORT_CONVINCED = 1.5
"""The same where the relevance model is convinced: of what had less than `MIN_SUPPORT` then, all that could not answer
had less than this too (480 answerable questions and 264 others about eleven documents)."""
CONVINCED = 0.2
"""The relevance from which on what follows is no objection: the passage may say it in other words."""
SURE = 0.5
"""The relevance from which on a label answers though the document has no word for what it is asked of."""
MIN_NAMES = 0.4
"""Below this the passage speaks of something else, whatever value it holds."""
NAMES_ALL = 0.8
"""From here on it speaks of what is asked, and may answer in words that look like no value: ``나루단(시청) 신설``."""
MIN_HEAD = 0.35
"""The same for the noun that is asked for, where the documents do not know it."""


def weighed(weights: Features, features: Features) -> float:
    """The sum of what speaks for a passage and against it, each by its weight."""
    total = 0.0
    for name in Features.__slots__:
        total += getattr(weights, name) * getattr(features, name)
    return total
