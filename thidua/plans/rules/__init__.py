"""The reader, in pure layers: characters → lines → outline → facts → proposal.

A phrase that announces a fact stands in ``phrases``; how a kind of fact is found stands in the module of its name.
"""
