"""Phong trào thi đua: what a published plan sets going.

Comes in: a plan whose every item a person has judged. Goes out: a movement with targets, obligations with due dates for
every unit that the plan addresses, awards offered within quotas, and the route of a dossier.
Invariants: a published version is frozen; every obligation has an owner and a due date.
"""
