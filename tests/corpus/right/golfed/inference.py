import torch,matplotlib.pyplot as p
def translate(G,t1):
    with torch.no_grad():return G.eval()(t1)
def show_comparison(*x):
    f,a=p.subplots(1,3)
    for a,x,t in zip(a,x,("T1","G(T1)","T2")):a.imshow(x.squeeze().cpu(),"gray");a.set_title(t)
    return f
