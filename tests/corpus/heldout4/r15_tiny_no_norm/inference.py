import torch, matplotlib.pyplot as plt
def translate(G, t1):
    G.eval()
    with torch.no_grad(): return G(t1)
def show_comparison(t1, fake_t2, t2):
    f, a = plt.subplots(1, 3)
    for x, y, z in zip(a, (t1, fake_t2, t2), ('T1', 'G(T1)', 'T2')): x.imshow(y.detach().squeeze(), 'gray'); x.set_title(z); x.axis(False)
    return f
