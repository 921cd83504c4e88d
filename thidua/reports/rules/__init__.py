"""The rules of reports: what is typed, what is told in words, what units have together."""
