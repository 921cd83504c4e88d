"""The organisation tree, dated: provinces, units, their places, groups and successions.

Comes in: official facts with the day from which they hold. Goes out: the tree as of any day.
Invariants: on every day each unit has at most one parent and the tree has no circle; a dissolved unit names its successors
or that it has none. Legal basis of the demo's units: Nghị quyết 1663/NQ-UBTVQH15.
"""
