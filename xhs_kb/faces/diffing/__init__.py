"""What changed between two knowledge bases: their records, and the answers that are no longer the same."""
