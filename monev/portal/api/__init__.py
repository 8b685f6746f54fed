"""What the pages of the read API share: sight, paging, answers and faults. No addresses here."""
