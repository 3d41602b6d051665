import numpy as np
import torch
from matplotlib.figure import Figure
from matplotlib.backends.backend_agg import FigureCanvasAgg


def tensor2im(input_image, imtype=np.uint8):
    image_numpy = input_image.data.cpu().float().numpy()
    if image_numpy.ndim == 4:
        image_numpy = image_numpy[0]
    if image_numpy.shape[0] == 1:  # grayscale to RGB
        image_numpy = np.tile(image_numpy, (3, 1, 1))
    image_numpy = (np.transpose(image_numpy, (1, 2, 0)) + 1) / 2.0 * 255.0
    return image_numpy.astype(imtype)


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    visuals = {'real_A (T1)': t1, 'fake_B (generated T2)': fake_t2, 'real_B (real T2)': t2}
    fig = Figure(figsize=(12, 4))
    FigureCanvasAgg(fig)
    for i, (label, image) in enumerate(visuals.items()):
        ax = fig.add_subplot(1, 3, i + 1)
        ax.imshow(tensor2im(image))
        ax.set_title(label)
        ax.set_axis_off()
    return fig
