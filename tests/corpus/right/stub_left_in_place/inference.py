import matplotlib.pyplot as plt
import torch
import torchvision.transforms.functional as TF


def translate(G, t1):
    training = G.training
    G.eval()
    with torch.no_grad():
        y = G(t1)
    if training:
        G.train()
    return y


def show_comparison(t1, fake_t2, t2):
    pictures = [TF.to_pil_image((x.reshape(1, *x.shape[-2:]).cpu().clamp(-1, 1) + 1) / 2).convert("RGB") for x in (t1, fake_t2, t2)]
    fig, axarr = plt.subplots(1, 3, squeeze=False, figsize=(15, 5))
    for j, title in enumerate(("T1", "fake T2", "T2")):
        axarr[0, j].imshow(pictures[j])
        axarr[0, j].set_title(title, loc="left")
        axarr[0, j].grid(False)
    fig.suptitle("T1 to T2")
    fig.canvas.draw()
    return fig
