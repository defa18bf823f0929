"""Verdicts in tables: what the rules cannot tell apart is judged once and looked up afterwards."""
