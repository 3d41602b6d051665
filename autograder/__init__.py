"""One corridor: submission -> worker -> observations -> checks -> verdict -> reports."""
