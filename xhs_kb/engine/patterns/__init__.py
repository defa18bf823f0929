"""Patterns over a graph: plans, rewrites, and how they run. What is in the graph may be anybody's."""
