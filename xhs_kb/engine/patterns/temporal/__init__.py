"""Dates, times and durations of patterns, as openCypher has them: nanoseconds, offsets and named zones.

Days are counted from 1970-01-01 and times of day in nanoseconds, so that years beyond Python's own dates can be held.
"""
