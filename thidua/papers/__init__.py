"""Stored files: kept by content hash, typed by content, text taken out, documents made.

Comes in: uploads. Goes out: papers, their text, DOCX and PDF. Invariants: nothing stored is executed; a paper is served only
by the stage that owns the link to it, as a download, after that stage's check.
"""
