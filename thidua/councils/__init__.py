"""Hội đồng Thi đua - Khen thưởng: sessions on nominations, conflicts, thresholds, minutes.

Comes in: dossiers that walked their route. Goes out: approved or refused nominations, with the tally and the minutes.
Invariants: no vote without a quorum, none by a member related to the nominee, one a member and item.
"""
