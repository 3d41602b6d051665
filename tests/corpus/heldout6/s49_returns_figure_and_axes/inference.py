import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

def translate(G, t1):
    was_training = G.training
    G.eval()
    with torch.inference_mode(False), torch.no_grad():
        out = G(t1)
    G.train(was_training)
    return out

def show_comparison(t1, fake_t2, t2):
    canvas = plt.subplots(1, 3, figsize=(10, 4))
    for axis, (name, im) in zip(canvas[1], [("T1", t1), ("fake T2", fake_t2), ("true T2", t2)]):
        axis.imshow(im.detach().cpu().squeeze(), cmap="gray", vmin=-1, vmax=1)
        axis.set_title(name)
        axis.axis("off")
    return canvas
