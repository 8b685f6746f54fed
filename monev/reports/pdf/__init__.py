"""HTML -> a PDF that keeps PDF/A-3a and PDF/UA-1, carries its data and can be signed.

No words are chosen here, and nothing is filed.
"""
