"""The command line (click): one file per command, opened only when the command is called (spec: answers §3)."""
