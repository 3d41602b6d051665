"""Messages in two languages, and untrusted text made harmless."""
