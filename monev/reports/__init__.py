"""Scorecard -> what may be printed -> paper, page or workbook -> filed. Nothing is scored here.

Nothing is loaded from here: whoever needs one part asks for it by its name and pays for no other.
"""
