"""The instrument workbook of one region: its layout, its reading, and the blank one to fill in."""
