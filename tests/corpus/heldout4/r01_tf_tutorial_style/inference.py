import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        prediction = G(t1)
    return prediction


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(15, 5))
    display_list = [t1, fake_t2, t2]
    title = ['Input Image (T1)', 'Predicted Image (T2)', 'Ground Truth (T2)']
    for i in range(3):
        plt.subplot(1, 3, i + 1)
        plt.title(title[i])
        # Getting the pixel values in the [0, 1] range to plot.
        plt.imshow(display_list[i].detach().cpu().numpy().squeeze() * 0.5 + 0.5, cmap="gray")
        plt.axis('off')
    return fig
