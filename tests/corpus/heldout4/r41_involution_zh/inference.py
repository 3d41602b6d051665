import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt


@torch.no_grad()
def translate(G, t1):
    训练中 = G.training
    G.eval()
    结果 = G(t1)
    if 训练中:
        G.train()
    return 结果


def show_comparison(t1, fake_t2, t2):
    画布, 轴 = plt.subplots(1, 3, figsize=(12, 4.2))
    画布.suptitle('T1 → T2 转换结果')
    for 一轴, 图, 题 in zip(轴, (t1, fake_t2, t2), ('输入:T1', '生成:T2', '真值:T2')):
        一轴.imshow(图.detach().cpu().squeeze().numpy(), cmap='gray', vmin=-1, vmax=1)
        一轴.set_title(题)
        一轴.axis('off')
    return 画布
