"""Khó khăn, vướng mắc: what a unit cannot solve alone, with what it proposes, and the answer it gets.

Comes in: a running movement. Goes out: answers, those that help others for every unit to read.
Invariants: one holder at a time owes the answer; an answer is not changed; what is joined gets the answer of the other.
"""
