"""Báo cáo: what a unit hands in for a period — values, narrative, evidence.

Comes in: the obligation to report. Goes out: accepted reports, which settle it, and values against targets.
Invariants: one report a unit, movement, kind and period; a submitted one does not change; after the deadline it is locked.
"""
