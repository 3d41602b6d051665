import torch
from torch.nn import *
class Discriminator(Sequential):
    def __init__(s,c=48):super().__init__(Conv2d(2,c,4,2,1),SiLU(),Conv2d(c,2*c,4,2,1),BatchNorm2d(2*c),SiLU(),Conv2d(2*c,1,4,1,1),Sigmoid())
    def forward(s,a,b):return super().forward(torch.cat((a,b),1))
