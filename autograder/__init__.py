"""The engine that grades labs: submission -> worker -> observations -> checks -> verdict -> reports."""

# What gets a library that few need: one of pyproject.toml's extras.
INSTALL = 'pip install -c requirements.lock -e ".[{extra}]"'
VERSION = "0.2.0"  # as in pyproject.toml, which a test compares
