import numpy as np
import torch
import matplotlib.pyplot as plt


def tensor2im(input_image):
    """Tensor in [-1, 1] to an RGB uint8 array (H, W, 3)."""
    image_numpy = input_image.data.cpu().float().numpy()
    image_numpy = image_numpy.reshape((1,) + image_numpy.shape[-2:])
    image_numpy = np.tile(image_numpy, (3, 1, 1))
    image_numpy = (np.transpose(image_numpy, (1, 2, 0)) + 1) / 2.0 * 255.0
    return image_numpy.astype(np.uint8)


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    visuals = {'real_A (T1)': t1, 'fake_B (generated T2)': fake_t2, 'real_B (T2)': t2}
    fig = plt.figure()
    for i, (label, image) in enumerate(visuals.items()):
        ax = fig.add_subplot(1, 3, i + 1)
        ax.imshow(tensor2im(image))
        ax.set_title(label)
        ax.axis('off')
    return fig
