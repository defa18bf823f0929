"""Permission and advice, by all completions of what is unknown (spec: verdicts).

case → rules that may count → components → decision trees → judgement. Every step can be called alone.
"""
