"""Render templates: autoescaped, with style and script inside, and a policy that allows no more."""
from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.i18n.messages import Message, render
from autograder.i18n.plaintext import plain

TEMPLATES = Path(__file__).parent / "templates"
HTML_LANGUAGE = {"en": "en", "zh": "zh-CN"}


def page(template: str, language: str, labels: dict[str, Message], script: str = "", **values: Any) -> str:
    """The page of this template. labels: the template's own words, `t.name` in it."""
    style = _asset("style.css")
    code = _asset(script) if script else ""
    return _environment().get_template(template).render(
        lang=HTML_LANGUAGE[language], t={name: render(label, language) for name, label in labels.items()},
        style=Markup(style), script=Markup(code), policy=_policy(style, code), **values)


def fragment(template: str, language: str, labels: dict[str, Message], **values: Any) -> str:
    """A piece of a page that somebody else makes: this template without style, script and policy."""
    return _environment().get_template(template).render(
        t={name: render(label, language) for name, label in labels.items()}, **values)


def words(message: Message | None, language: str) -> str:
    """A message as text for a page, on one line and free of control characters; escaped later."""
    return plain(render(message, language))


def _policy(style: str, script: str) -> str:
    """Content-Security-Policy: pictures from the page itself, this style, this script, nothing else."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    return (f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; {scripts}"
            "base-uri 'none'; form-action 'none'")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
