import torch
from torch import nn, optim
from torch.utils.data import Dataset
from torchvision import transforms
from PIL import Image
import matplotlib.pyplot as plt
import glob


# ---- Task 1
class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_images = sorted(glob.glob(str(t1_dir) + "/*.png"))
        self.t2_images = sorted(glob.glob(str(t2_dir) + "/*.png"))
        self.transform = transforms.Compose([
            transforms.Grayscale(),
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __len__(self):
        return min(len(self.t1_images), len(self.t2_images))

    def __getitem__(self, idx):
        t1 = Image.open(self.t1_images[idx])
        t2 = Image.open(self.t2_images[idx])
        return self.transform(t1.convert("L")), self.transform(t2.convert("L"))


# ---- Task 2
class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 64, kernel_size=4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, kernel_size=4, stride=2, padding=1),
            nn.BatchNorm2d(128),
            nn.LeakyReLU(0.2),
        )
        self.middle = nn.Sequential(nn.Conv2d(128, 128, 3, padding=1), nn.BatchNorm2d(128), nn.ReLU())
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(128, 64, kernel_size=4, stride=2, padding=1),
            nn.BatchNorm2d(64),
            nn.ReLU(),
            nn.ConvTranspose2d(64, 1, kernel_size=4, stride=2, padding=1),
            nn.Tanh(),
        )

    def forward(self, x):
        z = self.encoder(x)
        z = z + self.middle(z)
        return self.decoder(z)


# ---- Task 3
class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(2, 64, kernel_size=4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, kernel_size=4, stride=2, padding=1),
            nn.BatchNorm2d(128),
            nn.LeakyReLU(0.2),
            nn.Conv2d(128, 128, kernel_size=4, stride=2, padding=1),
            nn.BatchNorm2d(128),
            nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, kernel_size=4, stride=1, padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x1, x2):
        x = torch.cat((x1, x2), dim=1)
        return self.model(x)


# ---- Task 4
adversarial_loss = nn.BCELoss()
l1_loss = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return adversarial_loss(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    real_loss = adversarial_loss(pred_real, torch.ones_like(pred_real))
    fake_loss = adversarial_loss(pred_fake, torch.zeros_like(pred_fake))
    return (real_loss + fake_loss) / 2


# ---- Task 5
def make_optimizers(G, D):
    return optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999)), optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))


# ---- Task 6
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}


# ---- Bonus
def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, image, title in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(image.squeeze().detach().cpu(), cmap="gray")
        ax.set_title(title)
        ax.axis("off")
    return fig


def main():
    dataset = PairedMedicalDataset("dataset/ixi2000/trainA", "dataset/ixi2000/trainB")
    loader = torch.utils.data.DataLoader(dataset, batch_size=4, shuffle=True)
    G, D = Generator(), Discriminator()
    optimizer_G, optimizer_D = make_optimizers(G, D)
    for epoch in range(2):
        for i, (t1, t2) in enumerate(loader):
            losses = train_step(G, D, optimizer_G, optimizer_D, t1, t2)
            if i % 50 == 0:
                print(epoch, i, losses)


if __name__ == "__main__":
    main()
