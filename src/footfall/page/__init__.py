"""One web page as facts: bytes → Page, parsed once."""

from footfall.page.page import Page, host_of
from footfall.page.parse import parse_page

__all__ = ["Page", "host_of", "parse_page"]
