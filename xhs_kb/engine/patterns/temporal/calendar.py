"""The proleptic Gregorian calendar as arithmetic on day numbers; day 0 is 1970-01-01."""

from __future__ import annotations

DAY = 86_400_000_000_000
"""Nanoseconds of a day."""


def day_number(year: int, month: int, day: int) -> int:
    """The number of a calendar day."""
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def calendar_day(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    era, day_of_era = divmod(number + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def is_leap(year: int) -> bool:
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    return 30 + (month + month // 8) % 2 if month != 2 else 28 + is_leap(year)


def week_day(number: int) -> int:
    """1 for Monday to 7 for Sunday."""
    return (number + 3) % 7 + 1


def week_start(year: int) -> int:
    """The Monday of the first week of a year, counted in weeks."""
    fourth = day_number(year, 1, 4)
    return fourth - week_day(fourth) + 1


def week_of(number: int) -> tuple[int, int]:
    """The year, counted in weeks, and the week of a day."""
    year = calendar_day(number)[0]
    if number >= week_start(year + 1):
        year += 1
    elif number < week_start(year):
        year -= 1
    return year, (number - week_start(year)) // 7 + 1


def add_months(number: int, months: int) -> int:
    """The same day some months later, or the last of that month."""
    year, month, day = calendar_day(number)
    year, before = divmod(year * 12 + month - 1 + months, 12)
    return day_number(year, before + 1, min(day, month_length(year, before + 1)))
