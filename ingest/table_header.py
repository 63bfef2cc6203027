"""The columns of a flattened table: its header's words grouped into as many columns as its rows have values.

Every layout that the words allow is made; the values rule out those that cannot be (rates above a thousand, parts
that do not add up to the total), and only what all the others agree on is returned.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, groupby, islice, product

from ingest.table_rows import is_dash, read_number

Path = tuple[str, ...]
"""A column's headers from the outermost: ``("집행률", "지출액")``; () when it is in doubt."""
IsName = Callable[[str], bool]

_MAX_WORDS = 40
_MAX_LAYOUTS = 300
_TOKEN = re.compile(r"(?:[(（][^()（）]*[)）]|\S)+")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_REFERENCE = re.compile(r"(?<=[가-힣])\d{1,2}\)$")
_LIMITS = frozenset(("이전", "이후", "이상", "이하", "미만", "초과", "까지"))
_YEAR = re.compile(r"(?:[’‘'`]\d{2}|(?:19|20)\d{2})(?:년도?말?)?")
_SYLLABLE = re.compile(r"[가-힣]")
_ENDINGS = frozenset("수액율률등외")
_MODIFIERS = frozenset(("주요", "세부", "핵심", "중점", "담당", "추진"))
_STANDS_ALONE = frozenset("계남여")
_RATE = re.compile(r"(?:[률율]|비중|구성비)$")
_QUOTIENT = re.compile(r"[A-Za-z]\)?\s*/\s*\(?[A-Za-z]\b")
_TOTAL = re.compile(r"[합총소누]?계|전체|총(?:액|합계|사업비|예산|지출|수입|인원)")
_CODE = re.compile(r"[(（]\s*[A-Za-z](?:\s*[-+±×÷/]\s*[A-Za-z])*\s*[)）](?:\s*/\s*[A-Z]\b)?")
"""What a table calls a row or a column in its sums, (A), (A-B) and (A-B)/B, and nobody says."""
_GROWTH = re.compile(r"[(（]?\s*[A-Z]\s*-\s*([A-Z])\s*[)）]?\s*/\s*\1\b")
"""``(B-A)/A``: by which share B is more than A."""
_SUFFIX = re.compile(r"\s*[(（][^()（）]*[)）]$")


def bare(name: str) -> str:
    """A header without the bracket at its end: 증감률 for ``증감률(%)``."""
    return _SUFFIX.sub("", name)


def spoken(header: str) -> str:
    """What people say of a header: without its code, and of ``수입 (A) 경상수입`` what stands behind the code.

    ``증감 (B-A) (B-A)/A`` is a 증감률.
    """
    if _GROWTH.search(header):
        return "증감률"
    parts = [part.strip() for part in _CODE.split(header) if any(map(str.isalnum, part))]
    return parts[-1] if parts else ""


def is_rate(name: str) -> bool:
    """Whether a header names a share in percent: 집행률, 증감율, 구성비, ``(B-A)/A``."""
    return bool(_RATE.search(bare(name)) or _QUOTIENT.search(name))


def speaks_of_rate(name: str) -> bool:
    """Whether a header names a share, be it in its bracket: ``예산액(구성비)``, ``증감(%)``."""
    return "%" in name or any(map(is_rate, [name, *re.split(r"[\s()（）]+", name)]))


def is_total(name: str) -> bool:
    """Whether a header names the sum of the others: 계, 합계, 총사업비."""
    return bool(_TOTAL.fullmatch(bare(name)))


def read_columns(lines: Sequence[str], values: Sequence[Sequence[str]], is_name: IsName) -> list[Path]:
    """The header path of each column, () where it is in doubt; [] when the header fits no layout.

    ``lines`` are the header's lines; ``values`` the rows as printed, all of the same length.
    """
    words = [_words(line) for line in lines]
    if not values or sum(map(len, words)) > _MAX_WORDS:
        return []
    layouts = list(islice(_layouts(words, len(values[0]), is_name), _MAX_LAYOUTS))
    found = [paths for paths in layouts if len(set(paths)) == len(paths)]
    fitting = [paths for paths in found if _rates_are_small(paths, values)]
    if not fitting or len(layouts) == _MAX_LAYOUTS:
        return []
    proven = [paths for paths in fitting if _adds_up(paths, values)] if len(fitting) > 1 else []
    agreed = [_agreed(proven or fitting, at) for at in range(len(values[0]))]
    return [path if agreed.count(path) == 1 else () for path in agreed]


def _agreed(layouts: Sequence[Sequence[Path]], at: int) -> Path:
    """The path that all layouts give a column, or its upper header alone where in all it is the first under it."""
    path = layouts[0][at]
    if all(paths[at] == path for paths in layouts):
        return path
    leads = all(paths[at][0] == path[0] and (at == 0 or paths[at - 1][0] != path[0]) for paths in layouts)
    return path[:1] if leads else ()


def _words(line: str) -> list[Path]:
    """The words of a header line; one that cannot stand alone (a bracket, 이후) is with the word before it."""
    words: list[Path] = []
    for match in _TOKEN.finditer(line):
        token = _REFERENCE.sub("", match[0]) if "(" not in match[0] else match[0]
        bracketed = bool(_BRACKETED.fullmatch(token))
        if words and (token in _LIMITS or (bracketed and not words[-1][-1].endswith(")"))):
            words[-1] = (*words[-1], token)
        else:
            words.append((token,))
    return words


def _layouts(lines: Sequence[Sequence[Path]], count: int, is_name: IsName) -> Iterator[tuple[Path, ...]]:
    """Every way in which the header's lines make ``count`` columns."""
    if len(lines) == 1:
        spanned = (
            paths
            for copies, size in _repetitions(lines[0], 2)
            for paths in _spanned(lines[0][: -copies * size], lines[0][-size:], copies, count, is_name)
        )
        single = (tuple((name,) for name in names) for names in _groupings(lines[0], count, is_name))
        first = list(islice(spanned, 1))
        yield from chain(first, spanned) if first else single
    elif len(lines) == 2:
        for copies, size in _repetitions(lines[1], 1):
            if copies * size == len(lines[1]):
                yield from _spanned(lines[0], lines[1][-size:], copies, count, is_name)
    elif len(lines) == 3:
        yield from _inserted(lines, count, is_name)


def _repetitions(words: Sequence[Path], least: int) -> Iterator[tuple[int, int]]:
    """How often, at least ``least`` times, and of which size a run of two or more words repeats at the end."""
    for size in range(2, len(words) // least + 1):
        unit, copies = list(words[-size:]), 1
        while list(words[-(copies + 1) * size : -copies * size]) == unit:
            copies += 1
        yield from ((n, size) for n in range(least, copies + 1))


def _spanned(
    above: Sequence[Path], below: Sequence[Path], copies: int, count: int, is_name: IsName
) -> Iterator[tuple[Path, ...]]:
    """Layouts in which ``copies`` of the upper headers each span the lower ones."""
    for size in range(2, len(below) + 1):
        lowers = _groupings(below, size, is_name)
        uppers = _groupings(above, count - copies * (size - 1), is_name) if lowers else []
        for lower, upper in product(lowers, uppers):
            yield from (_split(upper, spanning, lower) for spanning in combinations(range(len(upper)), copies))


def _split(upper: Path, spanning: tuple[int, ...], lower: Path) -> tuple[Path, ...]:
    """The upper headers as columns, those at ``spanning`` once for each lower one."""
    single: list[Path] = [()]
    below = [(name,) for name in lower]
    return tuple((name, *part) for i, name in enumerate(upper) for part in (below if i in spanning else single))


def _inserted(lines: Sequence[Sequence[Path]], count: int, is_name: IsName) -> Iterator[tuple[Path, ...]]:
    """Layouts of single columns, then one spanning header, then what it spans: it may stand anywhere among them."""
    single, above, below = lines
    for size in range(2, len(below) + 1):
        lowers = _groupings(below, size, is_name)
        singles = _groupings(single, count - size, is_name) if lowers else []
        for (span,), names, lower in product(_groupings(above, 1, is_name), singles, lowers):
            columns = tuple((name,) for name in names)
            spanned = tuple((span, name) for name in lower)
            yield from (columns[:at] + spanned + columns[at:] for at in range(len(columns) + 1))


def _groupings(words: Sequence[Path], count: int, is_name: IsName) -> list[Path]:
    """The ways to group ``words`` into ``count`` names, at most _MAX_LAYOUTS of them."""
    if not 0 <= count <= len(words):
        return []
    ways: list[dict[int, list[Path]]] = [{0: [()]}]
    for end in range(1, len(words) + 1):
        here: dict[int, list[Path]] = {}
        for start in range(end):
            if _is_column(words, start, end, is_name):
                name = _said(words[start:end])
                for size, before in ways[start].items():
                    if size < count:
                        here.setdefault(size + 1, []).extend((*names, name) for names in before)
        ways.append({size: found[:_MAX_LAYOUTS] for size, found in here.items()})
    return ways[-1].get(count, [])


def _is_column(words: Sequence[Path], start: int, end: int, is_name: IsName) -> bool:
    """Whether the words from ``start`` to ``end`` may name one column."""
    group = words[start:end]
    if any(len(word) > 1 for word in group[:-1]):
        return False
    if len(group) == 1:
        return not _is_syllable(group[0]) or group[0][0] in _STANDS_ALONE
    if group[0][0] in _MODIFIERS:
        return _is_column(words, start + 1, end, is_name)
    if _YEAR.fullmatch(group[0][0]):
        return _is_column(words, start + 1, end, is_name) and not _YEAR.fullmatch(group[1][0])
    letters = [_is_syllable(word) for word in group]
    if any(letters) and not all(letters):
        return len(group) == 2 and _belongs(words, start, letters[0])
    return is_name("".join(word[0] for word in group)) or (all(letters) and _is_whole_run(words, start, end))


def _belongs(words: Sequence[Path], start: int, comes_first: bool) -> bool:
    """Whether a lone syllable belongs to the word beside it: to the one before if it ends words (수), else after it."""
    at = start if comes_first else start + 1
    alone = _is_whole_run(words, at, at + 1) and words[at][0] not in _STANDS_ALONE
    return alone and (words[at][0] in _ENDINGS) != comes_first


def _is_whole_run(words: Sequence[Path], start: int, end: int) -> bool:
    """Whether no further single syllable stands beside a letter-spaced group."""
    begins = start == 0 or len(words[start - 1]) > 1 or not _is_syllable(words[start - 1])
    ends = end == len(words) or len(words[end - 1]) > 1 or not _is_syllable(words[end])
    return begins and ends


def _said(words: Sequence[Path]) -> str:
    """The words of one column as a reader says them: syllables closed up, other words apart."""
    runs = groupby(words, key=_is_syllable)
    return " ".join(("" if letters else " ").join(" ".join(word) for word in run) for letters, run in runs)


def _is_syllable(word: Path) -> bool:
    return bool(_SYLLABLE.fullmatch(word[0]))


def _rates_are_small(paths: Sequence[Path], values: Sequence[Sequence[str]]) -> bool:
    """Whether no column of rates holds a number of four digits: a check on any layout."""
    for at, path in enumerate(paths):
        if any(map(is_rate, path)):
            numbers = (read_number(row[at]) for row in values)
            if any(number is not None and abs(number) >= 1000 for number in numbers):
                return False
    return True


def _adds_up(paths: Sequence[Path], values: Sequence[Sequence[str]]) -> bool:
    """Whether the first column is a total and the others' first parts, in every row of numbers, add up to it."""
    if not is_total(paths[0][0]):
        return False
    parts = list(dict.fromkeys(path[1] for path in paths if len(path) > 1)) or [""]
    numbers = [row for row in map(_numbers, values) if row and any(row)]
    checked = parts if len(paths[0]) > 1 else parts[:1]
    return bool(numbers) and all(_part_adds_up(paths, numbers, part, part == parts[0]) for part in checked)


def _part_adds_up(paths: Sequence[Path], numbers: Sequence[Sequence[Decimal]], part: str, is_first: bool) -> bool:
    """Whether the ``part`` of each column sums to that of the total; a single column counts as its first part."""
    summed = [i for i, path in enumerate(paths) if path[-1] == part or (is_first and len(path) == 1)]
    total = [i for i in summed if paths[i][0] == paths[0][0]]
    return all(sum(row[i] for i in summed) == 2 * sum(row[i] for i in total) for row in numbers)


def _numbers(row: Sequence[str]) -> list[Decimal]:
    """The numbers of a row, a dash as nought; [] when one is missing."""
    numbers = [Decimal(0) if is_dash(text) else read_number(text) for text in row]
    return [number for number in numbers if number is not None] if None not in numbers else []
