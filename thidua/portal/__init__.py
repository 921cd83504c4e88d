"""The public side: movements, their progress, their awarded; the first-run page of a new installation.

No personal data beyond name, unit, achievement and decision.
"""
