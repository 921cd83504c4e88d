"""The phrases that announce a fact, folded (lower case, no marks). To teach the reader a wording, add it here.

Every table is read in order; an earlier row wins.
"""
