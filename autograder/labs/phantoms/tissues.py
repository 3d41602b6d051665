"""What the head is made of: proton density and relaxation times, in one table.

Sources
  1.5 T   BrainWeb, `tissue_mr_parameters.txt` (1996): labels 1-5 and 10 (MS lesion).
  3 T     grey and white matter Wansapura 1999; CSF T1 Lu 2005; muscle Stanisz 2005;
          fat and marrow de Bazelaire 2004.
  both    marrow PD and 1.5 T T1/T2, tumour PD, T1 = A * B0^C and T2: Gach 2008.
  assumed no published value was at hand: the 3 T T2 of the lesion (taken as at 1.5 T), and the
          deep grey nuclei, which lie between grey and white matter and whose T2 their iron shortens.
"""

from dataclasses import dataclass

FIELDS = (1.5, 3.0)  # tesla: IXI's Guys and HH scanners


@dataclass(frozen=True)
class Tissue:
    """Proton density (water = 1) and relaxation times in ms, at 1.5 T and at 3 T."""

    pd: float
    t1: tuple[float, float]
    t2: tuple[float, float]
    t2star_1p5: float | None = None  # None: as T2 (no dephasing known beyond spin-spin decay)

    def at(self, field: float) -> tuple[float, float, float, float]:
        """(PD, T1, T2, T2*) at `field` tesla; times in ms."""
        index = FIELDS.index(field)
        return self.pd, self.t1[index], self.t2[index], self._t2star(field)

    def _t2star(self, field: float) -> float:
        # The reversible rate R2' = 1/T2* - 1/T2 comes from susceptibility, so it grows with B0.
        if self.t2star_1p5 is None:
            return self.t2[FIELDS.index(field)]
        r2_prime = 1 / self.t2star_1p5 - 1 / self.t2[0]
        return 1 / (1 / self.t2[FIELDS.index(field)] + r2_prime * field / 1.5)


GREY = Tissue(0.86, (833, 1331), (83, 110), 69)
WHITE = Tissue(0.77, (500, 832), (70, 79.6), 61)


def _nucleus(grey_share: float, iron: float) -> Tissue:
    """A deep nucleus: so much grey among white matter, its T2 shortened by the factor `iron`."""

    def mix(grey: float, white: float) -> float:
        return grey_share * grey + (1 - grey_share) * white

    return Tissue(
        mix(GREY.pd, WHITE.pd),
        tuple(mix(g, w) for g, w in zip(GREY.t1, WHITE.t1)),
        tuple(iron * mix(g, w) for g, w in zip(GREY.t2, WHITE.t2)),
    )


TISSUES = {
    "skin": Tissue(1.00, (900, 1412), (47, 50), 30),
    "fat": Tissue(1.00, (350, 382), (70, 68), 58),
    "muscle": Tissue(1.00, (900, 1412), (47, 50), 30),
    "bone": Tissue(0.00, (1000, 1000), (1, 1)),  # PD 0 in BrainWeb: its times are never seen
    "marrow": Tissue(0.12, (552, 586), (50, 49)),
    "csf": Tissue(1.00, (2569, 3817), (329, 503), 58),
    "grey": GREY,
    "white": WHITE,
    "striatum": _nucleus(0.85, 0.96),  # caudate nucleus and putamen
    "pallidum": _nucleus(0.40, 0.85),
    "thalamus": _nucleus(0.65, 0.96),
    "lesion": Tissue(0.76, (752, 1060), (237, 237), 204),
    "tumour": Tissue(0.95, (1011, 1175), (100, 100)),
}
NAMES = tuple(TISSUES)
