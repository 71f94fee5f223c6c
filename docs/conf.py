"""The site: ``./bootstrap docs`` builds it into ``output/docs``; a warning or a link to nothing is an error."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from press import __version__  # noqa: E402  # found by the path above

project = "Leaflet Press"
version = release = __version__
language = "en"
extensions = ["myst_parser", "extension"]
exclude_patterns = ["includes"]
nitpicky = True
myst_enable_extensions = ["colon_fence", "deflist", "strikethrough"]
myst_heading_anchors = 4
suppress_warnings = ["myst.strikethrough"]  # only web pages have it, and there are no others
html_theme = "furo"
html_title = f"Leaflet Press {__version__}"
html_copy_source = html_show_sourcelink = False
html_theme_options = {"top_of_page_buttons": []}
html_last_updated_fmt = None
html_static_path = ["style"]
html_css_files = ["site.css"]
html_favicon = None
