"""Rules of law as facts: what kinds there are, and which version holds."""
