"""Parse a large YAML file without building the branches that nobody asks for."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import IO, Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)
from yaml.resolver import Resolver

# The C parser is twenty times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def outline(file: IO[bytes] | bytes, without: Collection[str]) -> Any:
    """The document with plain values only, and None for each value whose key is one of `without`.

    Raises yaml.YAMLError, also where something that is kept refers to something that is left out.
    """
    return _Builder(_pruned(yaml.parse(file, LOADER), without)).get_single_data()


class _Builder(Composer, SafeConstructor, Resolver):
    """Builds a document from events; safe constructors only: plain values, no objects."""

    def __init__(self, events: Iterator[Event]) -> None:
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)
        self._events, self._next = events, next(events, None)

    def check_event(self, *kinds: type) -> bool:
        return self._next is not None and (not kinds or isinstance(self._next, kinds))

    def peek_event(self) -> Event | None:
        return self._next

    def get_event(self) -> Event | None:
        event, self._next = self._next, next(self._events, None)
        return event


def _pruned(events: Iterator[Event], without: Collection[str]) -> Iterator[Event]:
    """The events, with null in the place of the branches."""
    # For each collection that is open: whether it is a mapping whose next node is a key.
    keys: list[bool | None] = []
    for event in events:
        if isinstance(event, CollectionEndEvent):
            keys.pop()
        is_key = bool(keys and keys[-1] and isinstance(event, ScalarEvent | AliasEvent | CollectionStartEvent))
        yield event
        if isinstance(event, CollectionStartEvent):
            _turn(keys)
            keys.append(True if isinstance(event, MappingStartEvent) else None)
        elif isinstance(event, ScalarEvent | AliasEvent):
            _turn(keys)
            if is_key and isinstance(event, ScalarEvent) and event.value in without:
                _skip(events)
                _turn(keys)
                yield ScalarEvent(None, None, (True, False), "")


def _turn(keys: list[bool | None]) -> None:
    """After a node: in a mapping a value follows a key, and a key a value."""
    if keys and keys[-1] is not None:
        keys[-1] = not keys[-1]


def _skip(events: Iterator[Event]) -> None:
    """Past one node with all that is in it."""
    depth = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth == 0:
            return
