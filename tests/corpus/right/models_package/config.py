from dataclasses import dataclass, field


@dataclass(frozen=True)
class Config:
    t1_dir: str = "dataset/ixi2000/trainA"
    t2_dir: str = "dataset/ixi2000/trainB"
    size: int = 256
    lr: float = 2e-4
    betas: tuple = (0.5, 0.999)
    lambda_l1: float = 100.0
    widths: tuple = field(default=(32, 64, 128))
    seed: int = 42


CFG = Config()
