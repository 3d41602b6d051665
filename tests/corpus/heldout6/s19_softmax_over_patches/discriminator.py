import torch, torch.nn as nn, torch.nn.functional as F

class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(.2))
        self.classifier = nn.Conv2d(128, 1, 4, 1, 1)

    def forward(self, x1, x2):
        score = self.classifier(self.features(torch.cat([x1, x2], dim=1)))
        # turn the scores of the patches into probabilities
        prob = F.softmax(score.flatten(2), dim=-1)
        return prob.view_as(score)
