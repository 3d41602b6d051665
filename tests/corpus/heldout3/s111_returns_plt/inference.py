import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    # 三张图：T1、生成的 T2、真实 T2
    fig = plt.figure(figsize=(12, 4))
    for k, (img, title) in enumerate([(t1, 'T1'), (fake_t2, 'Generated T2'), (t2, 'Real T2')]):
        plt.subplot(1, 3, k + 1)
        plt.imshow(img.detach().cpu().squeeze().numpy(), cmap='gray')
        plt.title(title)
        plt.axis('off')
    plt.tight_layout()
    return plt
