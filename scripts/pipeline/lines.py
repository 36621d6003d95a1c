"""Where something stands in a YAML file, for messages; looked up only when there is one."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML


def line_of_item(text: str, key: str, index: int) -> int:
    """Return the line of an item of a list that stands in the outermost mapping.

    Args:
        text: The document; `yaml12.load` has taken it, and it has that item.
        key: The list's key.
        index: The item's place in the list, counted from 0.

    Returns:
        The line, counted from 1.
    """
    parser: Any = YAML(typ="safe", pure=True)
    root = parser.compose(text)
    items = next(value for name, value in root.value if name.value == key)
    return int(items.value[index].start_mark.line) + 1
