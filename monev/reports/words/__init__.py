"""What documents say in either language: words for codes, names, sentences, texts of templates.

Numbers and days are printed by `monev.printing`.
"""
