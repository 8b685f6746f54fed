"""Figures of regions as open-data portals publish them: CKAN, West Java's own API, downloads."""
