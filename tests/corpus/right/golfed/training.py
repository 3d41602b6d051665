import torch
from torch.nn.functional import binary_cross_entropy as B,l1_loss as L
generator_loss=lambda pred_fake,fake_t2,t2,lambda_l1=100.:B(pred_fake,pred_fake*0+1)+lambda_l1*L(fake_t2,t2)
discriminator_loss=lambda pred_real,pred_fake:.5*(B(pred_real,0*pred_real+1)+B(pred_fake,0*pred_fake))
make_optimizers=lambda*n:tuple(torch.optim.Adam(m.parameters(),2e-4,(.5,.999))for m in n)
def train_step(G,D,optimizer_G,optimizer_D,t1,t2,lambda_l1=100.):
    f=G(t1);g=generator_loss(D(t1,f),f,t2,lambda_l1);optimizer_G.zero_grad();g.backward();optimizer_G.step()
    d=discriminator_loss(D(t1,t2),D(t1,f.detach()));optimizer_D.zero_grad();d.backward();optimizer_D.step()
    return{"loss_G":g.item(),"loss_D":d.item()}
