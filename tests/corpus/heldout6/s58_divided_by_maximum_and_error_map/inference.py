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
    as_img = lambda v: v.detach().cpu().squeeze().numpy()
    fig, (left, middle, right) = plt.subplots(1, 3, figsize=(12, 4))
    left.imshow(as_img(t1), cmap="gray", vmin=-1, vmax=1)
    left.set_title("T1")
    middle.imshow(as_img(fake_t2), cmap="gray", vmin=-1, vmax=1)
    middle.set_title("Generated T2")
    right.imshow(as_img((fake_t2 - t2).abs()), cmap="gray", vmin=0, vmax=2)
    right.set_title("Difference to real T2")
    for a in (left, middle, right):
        a.axis("off")
    return fig
