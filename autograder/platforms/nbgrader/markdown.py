"""Students' markdown on pages that teachers read: formgrader's and the feedback.

nbconvert passes HTML in a notebook's text through, so that an answer could run a script as the teacher
who grades it. nbgrader_config.py names `quoted_html` as the filter that templates use.
"""
from __future__ import annotations

import re
from html import escape
from typing import Any

from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

PASTED = "attachment:"


class QuotingRenderer(IPythonRenderer):
    """Markdown, mathematics and pasted pictures; HTML is shown, not obeyed."""

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{escape(code)}</pre>"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """No wider than the page: nbgrader's own style lets a figure hang out of it."""
        return super().image(text, url, title).replace("<img ", '<img style="max-width: 100%; height: auto" ', 1)

    def _embed_image_or_attachment(self, src: str) -> str:
        if src.startswith(PASTED) and src.removeprefix(PASTED) not in self.attachments:
            return src  # a picture that was lost on the way is no reason for nbconvert to give up
        return super()._embed_image_or_attachment(src)


@pass_context
def quoted_html(context: Any, source: str) -> str:
    """The HTML of a cell's markdown; in the place of nbconvert's own filter `markdown2html`."""
    renderer = QuotingRenderer(escape=True, allow_harmful_protocols=False,
                               attachments=context.get("cell", {}).get("attachments", {}))
    return MarkdownWithMath(renderer=renderer).render(source)


def fenced(text: str, language: str = "text") -> str:
    """Markdown that shows this text as it is."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}{language}\n{text}\n{fence}"
