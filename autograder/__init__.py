"""The engine that grades labs: submission -> worker -> observations -> checks -> verdict -> reports."""

VERSION = "0.2.0"  # as in pyproject.toml, which a test compares
