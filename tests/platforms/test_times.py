"""Times of handing in: every way in which platforms write them is read, what could be two moments is said."""
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from autograder.platforms.times import UnclearTime, read_time

MORNING = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)


@pytest.mark.parametrize("text", [
    "2026-03-01 10:00:00", "2026-03-01 10:00:00.000000 UTC", "2026-03-01T10:00:00Z", "2026-03-01 10:00", "2026-03-01 10:00:00 Z",
    "2026-03-01 18:00:00 +0800", "2026-03-01 18:00:00+0800", "2026-03-01 18:00:00 +08:00", "2026-03-01T18:00+08:00",
    "2026-03-01T18:00:00.000+08", "2026-03-01 10:00:00.000000000 Z", "2026-03-01 04:30:00 -0530", "2026-03-01 05:00 EST",
    "2026-03-01 06:00:00 EDT", "Mar 1, 2026 5:00 AM EST", "2026-03-01 11:00:00 CET", "2026-03-01 18:00:00 Asia/Shanghai",
    "2026-03-01 02:00:00.0 America/Los_Angeles", "2026-03-01 18:00:00 PRC", "2026-03-01 19:00:00 JST", "2026-03-01 20:00 AEST",
    "20260301 10:00:00 GMT",
])
def test_a_time_is_understood_however_a_platform_writes_it(text):
    assert read_time(text) == MORNING


@pytest.mark.parametrize(("text", "meanings"), [
    ("2026-03-01 10:00:00 CST", ("UTC-06:00", "UTC-05:00", "UTC+08:00")), ("2026-07-01 10:00:00 CST", ("UTC-06:00", "UTC+08:00")),
    ("2026-03-01 10:00:00 IST", ("UTC+05:30", "UTC+02:00")), ("03/04/2026 10:00", ("2026-03-04", "2026-04-03")),
])
def test_a_time_that_could_be_two_is_not_guessed(text, meanings):
    with pytest.raises(UnclearTime) as unclear:
        read_time(text)
    assert unclear.value.message.values["text"] == text and all(one in unclear.value.message.values["meanings"] for one in meanings)


def test_the_course_s_zone_says_which_it_is():
    text = "2026-03-01 10:00:00 CST"
    assert read_time(text, ZoneInfo("Asia/Shanghai")).utcoffset() == timedelta(hours=8)
    assert read_time(text, ZoneInfo("America/Chicago")).utcoffset() == timedelta(hours=-6)
    with pytest.raises(UnclearTime):
        read_time(text, ZoneInfo("Europe/Berlin"))
    assert read_time("2026-03-01 10:00 EDT", ZoneInfo("Asia/Shanghai")).utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize("text", ["", "yesterday, 99999999999999999999", "5", "2026-03-01", "10:00", "10:00 UTC", "March 10:00 Z",
                                  "2026-02-30 10:00 UTC", "2026-03-01 10:00 XYZT", "2026-03-01 10:00 ../../etc/passwd",
                                  "2026-03-01 10:00 +99:00", "9999-12-31 10:00 CST", "1" * 10_000 + ":00", "2026-03-01 25:00"])
def test_what_is_no_time_says_so(text):
    with pytest.raises(UnclearTime):
        read_time(text)
