"""Award forms and titles as dated rules, and the ledger of what was ever given.

Comes in: the law, with validity dates, articles and whether each was confirmed. Goes out: the rule in force on a day.
Legal basis: Luật Thi đua, khen thưởng 06/2022/QH15; Nghị định 152/2025/NĐ-CP. What is not confirmed says so.
"""
