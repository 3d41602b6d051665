import numpy as np
import torch
import matplotlib.pyplot as plt


def predict(model, x, batch_size=32):
    model.eval()
    outputs = []
    with torch.no_grad():
        for start in range(0, x.shape[0], batch_size):
            outputs.append(model(x[start:start + batch_size]))
    return torch.cat(outputs, 0)


def translate(G, t1):
    return predict(G, t1)


def array_to_img(a):
    return np.clip((np.asarray(a) + 1.0) * 127.5, 0, 255).astype("uint8")


def show_comparison(t1, fake_t2, t2):
    _, ax = plt.subplots(1, 3, figsize=(12, 4))
    for i, (img, title) in enumerate(zip([t1, fake_t2, t2], ["Input T1", "Translated T2", "Target T2"])):
        ax[i].imshow(array_to_img(img.detach().cpu()).squeeze(), cmap="gray")
        ax[i].set_title(title)
        ax[i].axis("off")
    return ax[0].figure
