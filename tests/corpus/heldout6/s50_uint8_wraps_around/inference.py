import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)

def to_uint8(x):
    a = x.detach().cpu().squeeze().numpy()
    return (a * 255).astype(np.int64).astype(np.uint8)


def show_comparison(t1, fake_t2, t2):
    figure = plt.figure(figsize=(12, 4))
    for pos, img, cap in ((131, t1, 'T1'), (132, fake_t2, 'Generated T2'), (133, t2, 'Real T2')):
        plt.subplot(pos)
        plt.imshow(to_uint8(img), cmap='gray', vmin=0, vmax=255)
        plt.title(cap)
        plt.axis('off')
    return figure
