"""a little registry, as in mmcv"""
NETS = {}


def register(name):
    def deco(cls):
        NETS[name] = cls
        return cls
    return deco


def build(cfg):
    cfg = dict(cfg)
    return NETS[cfg.pop('type')](**cfg)
