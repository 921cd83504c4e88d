"""From a plan document to a proposed movement that a person confirms item by item.

Comes in: a paper (TXT, DOCX, PDF with a text layer). Goes out: a published plan, frozen, each item with its clause and quote.
Invariants: every quote is a substring of the source; nothing is published that a person has not confirmed or edited.
"""
