from collections import defaultdict

import torch
import torch.nn.functional as F

HYPER = {"lr": 2e-4, "betas": (0.5, 0.999), "weight_decay": 0.0}


def groups(net):
    """one group per top-level layer, weights and biases apart; a shared tensor only once"""
    out = defaultdict(list)
    for name, p in net.named_parameters():
        layer = name.split(".")[0]
        kind = "vector" if p.ndim <= 1 else "matrix"
        out[layer, kind].append(p)
    return [{"params": ps, "name": "/".join(key), **HYPER} for key, ps in out.items()]


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    terms = {
        "gan": (1.0, F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))),
        "l1": (lambda_l1, F.l1_loss(fake_t2, t2)),
    }
    return sum(w * v for w, v in terms.values())


def discriminator_loss(pred_real, pred_fake):
    preds = [pred_real, pred_fake]
    labels = [torch.ones_like(pred_real), torch.zeros_like(pred_fake)]
    return sum(map(F.binary_cross_entropy, preds, labels)) / len(preds)


def make_optimizers(G, D):
    optimizers = []
    for net in (G, D):
        first, *rest = groups(net)
        opt = torch.optim.Adam([first], **HYPER)
        for g in rest:
            opt.add_param_group(g)
        optimizers.append(opt)
    return tuple(optimizers)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    losses = {}
    fake = G(t1)
    for which, opt in (("loss_G", optimizer_G), ("loss_D", optimizer_D)):
        opt.zero_grad(set_to_none=True)
        if which == "loss_G":
            loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        else:
            loss = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, fake.detach()))
        loss.backward()
        opt.step()
        losses[which] = loss.detach()
    return losses
