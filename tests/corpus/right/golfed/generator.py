from torch.nn import *
Generator=lambda c=48:Sequential(Conv2d(1,c,4,2,1),SiLU(),Conv2d(c,2*c,4,2,1),BatchNorm2d(2*c),SiLU(),ConvTranspose2d(2*c,c,4,2,1),BatchNorm2d(c),SiLU(),ConvTranspose2d(c,1,4,2,1),Tanh())
