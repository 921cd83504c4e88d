"""Bộ chỉ số: index sets, self-assessment, appraisal, published rankings.

Comes in: an index set as versioned data, the units of a day, what they enter and prove. Goes out: scores that explain
themselves down to the indicator and the evidence, ranks, levels, snapshots that anyone can compute again.
Invariants: a score stays tied to the version of its set; a published run never changes; points are whole
ten-thousandths, so that every machine comes to the same bytes.
"""
