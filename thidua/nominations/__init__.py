"""Đề nghị khen thưởng: rounds, dossiers, and the plan's own route of consolidation, opinions and appraisal.

Comes in: launched units with accepted reports. Goes out: nominations that are ready for the council.
Invariants: a unit that never launched cannot nominate; nothing reaches the council that has not walked the whole route.
Legal basis: Luật Thi đua, khen thưởng 06/2022/QH15, Điều 83; the parts of a dossier are the plan's, else the law's.
"""
