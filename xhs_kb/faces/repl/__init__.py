"""The session: a pure core (`stepping.step`: session and statement in, session and output out) and thin shells on top.

The terminal, the line loop for pipes and screen readers, and the replay of transcripts all share the core.
"""
