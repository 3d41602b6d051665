import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        y_fake = G(t1)
    G.train()
    return y_fake


def show_comparison(t1, fake_t2, t2):
    f = plt.figure(figsize=(10, 10))
    for i, (x, lab) in enumerate([(t1, 'T1'), (fake_t2, 'T2 generated'), (t2, 'T2 real')]):
        a = f.add_subplot(3, 1, i + 1)
        a.imshow(x.detach().cpu().numpy().squeeze() * 0.5 + 0.5, cmap='gray', vmin=0, vmax=1)
        a.set_ylabel(lab)
        a.set_xticks([]); a.set_yticks([])
    return f
