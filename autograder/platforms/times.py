"""Parse the time of a submission as platforms write it; what is ambiguous is refused, never guessed.

A zone's abbreviation is looked up in the time zone database. CST is the zone of Chicago, of Shanghai
and of Havana: such a time counts only where the course's own zone is one of them.
"""
from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser

from autograder.i18n.messages import Message, say

# The zone is the last word: an offset, Z, an abbreviation, or a name such as Asia/Shanghai.
ZONED = re.compile(r"(?P<moment>.*?:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]\.?M\b\.?)?) ?"
                   r"(?P<zone>[A-Za-z][\w/+-]*|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE)
YEAR_FIRST = re.compile(r"\s*\d{4}")
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?")
UTC = {"", "Z", "UTC", "GMT"}  # a time without a zone is in UTC, for nbgrader and Gradescope
# What a text leaves out is filled in from here; where that makes a difference, it leaves out too much.
FILLED = (datetime(2000, 1, 1), datetime(2001, 2, 2, 1, 1))
HALF_A_YEAR = timedelta(days=182)
MAX_TEXT = 100


class UnclearTime(Exception):
    """A time that can't be read, or could be several. `message` says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def read_time(text: str, course: tzinfo | None = None) -> datetime:
    """The moment that the text names, with its zone. Raises UnclearTime.

    course: the zone that the course is held in, by which an abbreviation of several zones is understood.
    """
    match = ZONED.fullmatch(text.strip()) if len(text) <= MAX_TEXT else None
    if match is None:
        raise _unread(text)
    try:
        moment = _moment(match["moment"], text)
        return moment.replace(tzinfo=_zone(match["zone"] or "", moment, course, text))
    except (ValueError, OverflowError):  # the 30th of February
        raise _unread(text) from None


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of this name in the time zone database, if there is one."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a name that it does not know is a KeyError
        return None


def _moment(text: str, whole: str) -> datetime:
    """Date and time of day, still without a zone."""
    # By dayfirst, dateutil takes 2026-03-01 for the 3rd of January.
    orders = (False,) if YEAR_FIRST.match(text) else (False, True)
    readings = {parser.parse(text, default=filled, dayfirst=dayfirst, ignoretz=True)
                for filled in FILLED for dayfirst in orders}
    if len({reading.time() for reading in readings}) > 1 or len({reading.year for reading in readings}) > 1:
        raise _unread(whole)  # no date, or no time of day
    if len(readings) > 1:
        raise UnclearTime(say("the time \"{text}\" could mean {meanings}", text=whole, meanings=" / ".join(
            f"{reading:%Y-%m-%d}" for reading in sorted(readings))))
    return readings.pop()


def _unread(text: str) -> UnclearTime:
    return UnclearTime(say("the time \"{text}\" can't be read", text=text[:MAX_TEXT]))


def _zone(name: str, moment: datetime, course: tzinfo | None, text: str) -> tzinfo:
    if name.upper() in UTC:
        return timezone.utc
    if offset := OFFSET.fullmatch(name):
        distance = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-distance if offset["sign"] == "-" else distance)
    meant = (course and _distances(course, name, moment)) or _meanings(name, moment.date().isoformat())
    if len(meant) > 1:
        raise UnclearTime(say(
            "the time \"{text}\" could mean {meanings}; name the course's zone with --timezone", text=text,
            meanings=" / ".join(str(timezone(distance)) for distance in sorted(meant))))
    found = timezone(next(iter(meant))) if meant else zone_named(name)
    if found is None:
        raise _unread(text)
    return found


@lru_cache(maxsize=1024)
def _meanings(name: str, day: str) -> frozenset[timedelta]:
    """Every distance from UTC that clocks somewhere call by this name in the year around a day."""
    moment = datetime.fromisoformat(day)
    return frozenset().union(*(_distances(zone, name, moment) for zone in _zones()))


def _distances(zone: tzinfo, name: str, moment: datetime) -> frozenset[timedelta]:
    """The zone's distances from UTC by this name, in summer or winter."""
    moments = [moment.replace(tzinfo=zone), (moment + HALF_A_YEAR).replace(tzinfo=zone)]
    return frozenset(distance for one in moments
                     if one.tzname() == name and (distance := one.utcoffset()) is not None)


@lru_cache(maxsize=1)
def _zones() -> list[ZoneInfo]:
    return [zone for name in available_timezones() if "/" in name and (zone := zone_named(name))]
