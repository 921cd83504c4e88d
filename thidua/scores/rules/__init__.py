"""Rules of index sets: formulas, scoring, levels, ranking. Points, values and percentages are whole ten-thousandths."""
