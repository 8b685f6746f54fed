"""Tools of the project that write files of the checkout; `make` and the tests call them."""
