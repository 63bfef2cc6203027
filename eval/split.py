"""``python -m eval.split FILE``: deals the new items of a file into dev and sealed, half each.

Items that have a split keep it: what was tuned on can never be sealed again.
"""

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retriever.files import write_json_lines

_SEED = 20210131


def deal(items: Sequence[dict[str, Any]]) -> None:
    """Give each item without a split one, in place.

    Neighbours in the order of category, style and difficulty make a pair; chance says which of the two is sealed.
    """
    chance = random.Random(_SEED)
    new = [item for item in items if "split" not in item]
    chance.shuffle(new)
    new.sort(key=lambda item: (item["category"], item["style"], item["difficulty"]))
    for position in range(0, len(new), 2):
        sides = ["dev", "sealed"]
        chance.shuffle(sides)
        for item, side in zip(new[position : position + 2], sides, strict=False):
            item["split"] = side


def main() -> None:
    """Deal the items of each file that is named, and write it back."""
    for path in map(Path, sys.argv[1:]):
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        deal(items)
        aside = path.with_name(f".{path.name}")
        write_json_lines(aside, items)
        aside.replace(path)


if __name__ == "__main__":
    main()
