"""Dates, times and durations: Python's calendar agrees, what is written can be read, what is wrong is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_kb.engine.patterns.graph import query_graph
from xhs_kb.engine.patterns.temporal import calendar
from xhs_kb.ground.trouble import XhsKbError

from .made import graph_of


def value(text: str, **parameters: Any) -> Any:
    ((found,),) = query_graph(graph_of({}, []), f"RETURN {text}", parameters).rows
    return found


@given(st.dates())
def test_the_calendar_is_pythons(day: date) -> None:
    number = calendar.day_number(day.year, day.month, day.day)
    assert number == day.toordinal() - date(1970, 1, 1).toordinal()
    assert calendar.calendar_day(number) == (day.year, day.month, day.day)
    assert calendar.week_of(number) == day.isocalendar()[:2]
    assert calendar.week_day(number) == day.isoweekday()


@given(st.integers(-10**12, 10**12))
def test_days_far_away_come_back(number: int) -> None:
    assert calendar.day_number(*calendar.calendar_day(number)) == number


@given(st.datetimes(min_value=datetime(1, 1, 3)))
def test_what_is_written_can_be_read(moment: datetime) -> None:
    text = str(value("$m", m=moment))
    assert str(value("localdatetime($t)", t=text)) == text
    assert value("localdatetime($t) = $m", t=text, m=moment) is True


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.dates(date(1000, 1, 1), date(3000, 1, 1)))
def test_days_between_are_pythons(one: date, two: date) -> None:
    assert value("duration.inDays($a, $b).days", a=one, b=two) == (two - one).days
    assert value("$a + duration.inDays($a, $b) = $b", a=one, b=two) is True


def test_pythons_values_come_in() -> None:
    assert str(value("$t", t=time(1, 2, 3))) == "01:02:03"
    assert str(value("$t", t=datetime(2020, 1, 2, tzinfo=UTC))) == "2020-01-02T00:00Z"
    assert str(value("$t", t=timedelta(days=-1, seconds=1))) == "P-1DT1S"


def test_the_clock_stands_still_within_a_run() -> None:
    assert value("[datetime() = datetime(), date() = date.realtime()]") == [True, True]


@pytest.mark.parametrize(("text", "expected"), [
    ("date('2020-02-29') + duration({years: 1})", "2021-02-28"),
    ("date({year: 2020, week: 53, dayOfWeek: 7})", "2021-01-03"),
    ("duration({hours: 1}) * 1.5", "PT1H30M"),
    ("duration({months: 1}) / 2", "P15DT5H14M33S"),
    ("duration.between(date('2020-01-31'), date('2020-03-01'))", "P1M1D"),
    ("date.truncate('quarter', date('2020-08-09'))", "2020-07-01"),
    ("datetime('2020-07-01T12:00[Europe/Stockholm]')", "2020-07-01T12:00+02:00[Europe/Stockholm]"),
    ("datetime({epochSeconds: 0, timezone: '+01:00'})", "1970-01-01T01:00+01:00"),
    ("localtime('23:30') + duration('PT1H')", "00:30"),
])
def test_values(text: str, expected: str) -> None:
    assert str(value(text)) == expected


@pytest.mark.parametrize("text", [
    "date('2020-13-01')", "date('2020-02-30')", "date({month: 1})", "date({year: 2020, hour: 1})", "time('25:00')",
    "date({year: 2021, week: 53})", "datetime('2020-01-01T00:00[Nowhere/At_All]')", "duration('x')", "duration('P')",
    "duration({fortnights: 1})", "date('2020-01-01') + 1", "date('2020-01-01').hour", "duration({days: 1}) / 0",
    "date.truncate('hour', date('2020-01-01'))", "localtime.truncate('day', date('2020-01-01'))", "date(1)",
    "time({hour: 24})", "date('2020-01-01') - date('2019-01-01')", "date({year: 2020.5})", "duration({days: 'x'})",
])
def test_what_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(XhsKbError) as caught:
        value(text)
    assert caught.value.code == "type" and caught.value.spans


def test_times_are_compared_by_instant() -> None:
    assert value("time('10:00+01:00') < time('09:30Z')") is True
    assert value("date('2020-01-01') < datetime('2021-01-01T00:00Z')") is None
    assert value("date('2020-01-01') = localdatetime('2020-01-01T00:00')") is False
    assert value("duration('P1D') < duration('P2D')") is None
