# -*- coding: utf-8 -*-
# 实验六 基于 GAN 的医学影像模态转换
import os
import torch
import torch.nn as nn
import matplotlib.pyplot as plt
from PIL import Image
from torch.utils.data import Dataset, DataLoader
from torchvision import transforms

print("torch", torch.__version__)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print("device:", device)


# Step 1: 数据集
class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_paths = sorted([os.path.join(t1_dir, f) for f in os.listdir(t1_dir) if f.endswith('.png')])
        self.t2_paths = sorted([os.path.join(t2_dir, f) for f in os.listdir(t2_dir) if f.endswith('.png')])
        self.transform = transforms.Compose([
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize(mean=[0.5], std=[0.5])
        ])

    def __len__(self):
        return min(len(self.t1_paths), len(self.t2_paths))

    def __getitem__(self, idx):
        t1_img = Image.open(self.t1_paths[idx]).convert('L')
        t2_img = Image.open(self.t2_paths[idx]).convert('L')
        return self.transform(t1_img), self.transform(t2_img)


# Step 2: 网络
class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        # 编码器
        self.enc = nn.Sequential(
            nn.Conv2d(1, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2))
        # 解码器
        self.dec = nn.Sequential(
            nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU(),
            nn.ConvTranspose2d(64, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        return self.dec(self.enc(x))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.model(torch.cat([x1, x2], dim=1))


# Step 3: 损失与优化器
criterion_GAN = nn.BCELoss()
criterion_L1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return criterion_GAN(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * criterion_L1(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * criterion_GAN(pred_real, torch.ones_like(pred_real)) \
        + 0.5 * criterion_GAN(pred_fake, torch.zeros_like(pred_fake))


def make_optimizers(G, D):
    return (torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999)),
            torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999)))


# Step 4: 训练
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    print("loss_G %.4f  loss_D %.4f" % (loss_G.item(), loss_D.item()))
    return {"loss_G": loss_G, "loss_D": loss_D}


# Step 5: 推理与可视化
def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, img, title in zip(axes, [t1, fake_t2, t2], ["T1 输入", "生成的 T2", "真实的 T2"]):
        ax.imshow(img.squeeze().cpu().numpy(), cmap="gray")
        ax.set_title(title)
        ax.axis("off")
    return fig


if __name__ == "__main__":
    G, D = Generator().to(device), Discriminator().to(device)
    optimizer_G, optimizer_D = make_optimizers(G, D)
    loader = DataLoader(PairedMedicalDataset("dataset/ixi2000/trainA", "dataset/ixi2000/trainB"), batch_size=1, shuffle=True)
    for epoch in range(50):
        for t1, t2 in loader:
            losses = train_step(G, D, optimizer_G, optimizer_D, t1.to(device), t2.to(device))
        print(f"Epoch {epoch + 1}/50", losses)
