"""The two signal equations, and the parameters with which IXI was scanned.

TR, TE and flip angle are those published for IXI (Guys 1.5 T, HH 3 T). IXI's T1 is a turbo field
echo, whose shots begin with an inversion; its delay is not published. 800 and 950 ms are chosen so
that grey/white (0.7) and CSF/white (0.2) come out as in real IXI slices: the steady state alone,
without the inversion, gives 0.9 and 0.5.
"""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Protocol:
    """Times in ms, angle in degrees."""

    t1_tr: float
    t1_te: float
    t1_flip: float
    t1_inversion: float
    t2_tr: float
    t2_te: float


IXI = {
    1.5: Protocol(9.813, 4.603, 8, 800, 8178.34, 100),
    3.0: Protocol(9.60, 4.603, 8, 950, 5725.79, 100),
}


def spoiled_gradient_echo(pd, t1, t2star, tr, te, flip, inversion=None):
    """Signal of a spoiled gradient echo; with `inversion`, that long after an inversion pulse.

    Steady state (Ernst): PD sin a (1 - E1) / (1 - E1 cos a) e^(-TE/T2*). The train of pulses drives
    the inverted magnetisation back with T1 shortened to T1* (Look-Locker): 1 - 2 e^(-TI/T1*).
    """
    sine, cosine = math.sin(math.radians(flip)), math.cos(math.radians(flip))
    e1 = np.exp(-tr / t1)
    steady = pd * sine * (1 - e1) / (1 - e1 * cosine) * np.exp(-te / t2star)
    if inversion is None:
        return steady
    rate = 1 / t1 - math.log(cosine) / tr
    return steady * np.abs(1 - 2 * np.exp(-inversion * rate))


def spin_echo(pd, t1, t2, tr, te):
    """Signal of a spin echo: PD (1 - 2 e^(-(TR-TE/2)/T1) + e^(-TR/T1)) e^(-TE/T2)."""
    recovery = 1 - 2 * np.exp(-(tr - te / 2) / t1) + np.exp(-tr / t1)
    return pd * recovery * np.exp(-te / t2)
