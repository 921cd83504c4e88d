"""Public consultation on a list of nominees, and the opinions and complaints that come of it.

Comes in: dossiers that have walked their route. Goes out: a list that was open to everybody for its working days, with
every opinion answered; before that no council votes on it, where the award's rule or the round asks for consultation.
Invariants: the clock counts working days after the day of publication; what is published of a nominee is name, unit, award
and achievement; who writes stays unknown to the public. Legal basis: Nghị định 98/2023/NĐ-CP, Điều 46 (ten working days
before the council meets, for state awards); days and awards are dated data.
"""
