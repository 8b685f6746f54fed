"""Budget totals of regional governments as the APBD portal of the Ministry of Finance has them."""
