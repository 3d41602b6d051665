import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

plt.rcParams['font.sans-serif'] = ['SimHei']  # 显示中文
plt.rcParams['axes.unicode_minus'] = False


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        fake_t2 = G(t1)
    return fake_t2


def show_comparison(t1, fake_t2, t2):
    图列表 = [t1, fake_t2, t2]
    标题 = ['T1 输入', '生成的 T2', '真实的 T2']
    fig, ax = plt.subplots(1, 3, figsize=(12, 4))
    for i in range(3):
        图 = 图列表[i].detach().cpu().squeeze().numpy()
        ax[i].imshow(图, cmap='gray')
        ax[i].set_title(标题[i])
        ax[i].axis('off')
    plt.tight_layout()
    plt.show()
    return fig
