"""Kiểm tra: a visit to a unit, what was found there, and what it has to mend by when.

Comes in: a running movement. Goes out: findings with evidence, recommendations and how they were closed.
Invariants: a visit is announced before it is held; it ends when every recommendation is closed.
"""
