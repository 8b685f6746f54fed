"""A template that asks for what there is not says so: one document stops no other."""

import pytest

from monev.errors import MonevError
from monev.reports.templating import UnfilledError, html_of


def test_a_template_that_names_what_is_not_defined_says_so() -> None:
    """The error names template and name, and is one that commands tell in a sentence."""
    with pytest.raises(UnfilledError, match=r"template laporan/document\.html .* undefined"):
        html_of("laporan/document.html", "id", "print", {"v": {}})
    assert issubclass(UnfilledError, MonevError)
