"""Reports: verdicts printed. They decide nothing."""
