"""Content security policy of the pages: a browser obeys their own style and script, nothing else.

A page holds names and remarks out of tables that others wrote. They are escaped; should one escape
the escaping, the policy keeps it from running, loading, posting or restyling anything.
"""

from __future__ import annotations

import base64
import hashlib


def content_policy(style: str, script: str = "") -> str:
    """Return the policy of a page with one inline style sheet and at most one inline script.

    Both are allowed by the SHA-256 of their text, exactly as it stands between the tags; inline
    `style` attributes and event handlers are not allowed at all.
    """
    rules = ["default-src 'none'", f"style-src {_source(style)}"]
    rules += [f"script-src {_source(script)}"] if script else []
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _source(text: str) -> str:
    """Return an inline text as a policy names it; browsers see every line end as a line feed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(plain.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
