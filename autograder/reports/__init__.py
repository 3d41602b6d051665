"""Reports print verdicts; they decide nothing."""
