# 机房没有装 opencv,自己包一层
import numpy as np
from PIL import Image


def imread_gray(path):
    return np.array(Image.open(path).convert('L'))


def resize(img, dsize):
    return np.array(Image.fromarray(img).resize(dsize, Image.BILINEAR))
