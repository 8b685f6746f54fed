"""One file per page or pair of pages; each offers a `router`."""
