"""Patterns over a graph: plans, rewrites, and how they run. It knows no knowledge base; what is in the graph may be anybody's."""
