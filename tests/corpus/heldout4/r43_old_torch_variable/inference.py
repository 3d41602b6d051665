from __future__ import print_function
import torch
from torch.autograd import Variable
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        out = G(Variable(t1))
    return out.data


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 4))
    ims = {}
    for k, (name, x) in enumerate([('T1', t1), ('generated T2', fake_t2), ('real T2', t2)]):
        a = fig.add_subplot(131 + k)
        a.set_title('%s' % name)
        a.axis('off')
        ims[name] = a.imshow(x.data.cpu().numpy().squeeze(), cmap=plt.get_cmap('gray'))
        ims[name].set_clim(-1, 1)
    return fig
