"""Figures of regions as the WebAPI of Badan Pusat Statistik answers them."""
