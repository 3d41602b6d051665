# -*- coding: utf-8 -*-
import warnings
import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

# 中文字体,没有的话就用默认字体(会有警告,不影响)
plt.rcParams['font.sans-serif'] = ['SimHei', 'Noto Sans CJK SC', 'DejaVu Sans']
plt.rcParams['axes.unicode_minus'] = False
warnings.filterwarnings('ignore', message='Glyph')


def translate(G, t1):
    '''把 T1 变成 T2'''
    G.eval()   # 重要:BN 用滑动平均
    with torch.no_grad():
        结果 = G(t1)
    return 结果.detach()


def 转成图片(x):
    x = x.detach().cpu()
    if len(x.shape) == 4:
        x = x[0]
    if len(x.shape) == 3:
        x = x[0]
    return x.numpy()


def show_comparison(t1, fake_t2, t2):
    图 = plt.figure(figsize=(12, 4))

    plt.subplot(1, 3, 1)
    plt.imshow(转成图片(t1), cmap='gray', vmin=-1, vmax=1)
    plt.title('T1(输入)')
    plt.axis('off')

    plt.subplot(1, 3, 2)
    plt.imshow(转成图片(fake_t2), cmap='gray', vmin=-1, vmax=1)
    plt.title('生成的 T2')
    plt.axis('off')

    plt.subplot(1, 3, 3)
    plt.imshow(转成图片(t2), cmap='gray', vmin=-1, vmax=1)
    plt.title('真实的 T2')
    plt.axis('off')

    plt.tight_layout()
    plt.show()
    return 图
