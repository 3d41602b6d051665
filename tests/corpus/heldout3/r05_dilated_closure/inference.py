import numpy as np
import torch
import matplotlib.pyplot as plt


def to_image(tensor):
    arr = tensor.detach().cpu().numpy()
    while arr.ndim > 2:
        arr = arr[0]
    return np.clip((arr + 1) * 127.5, 0, 255).astype(np.uint8)


def translate(G, t1):
    G.eval()
    torch.set_grad_enabled(False)
    try:
        fake = G(t1)
    finally:
        torch.set_grad_enabled(True)
    return fake


def show_comparison(t1, fake_t2, t2):
    fig, (ax1, ax2, ax3) = plt.subplots(1, 3, figsize=(15, 5))
    fig.suptitle("T1 -> T2 translation")
    ax1.imshow(to_image(t1), cmap=plt.cm.gray)
    ax1.set_title("Input T1")
    ax2.imshow(to_image(fake_t2), cmap=plt.cm.gray)
    ax2.set_title("Predicted T2")
    ax3.imshow(to_image(t2), cmap=plt.cm.gray)
    ax3.set_title("Target T2")
    plt.show()
    return fig
