"""Releases of a lab: skeleton, notebook, student package, and the search for leaks."""
