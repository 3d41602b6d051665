import argparse

from data import PairedMedicalDataset
from networks import Discriminator, Generator
from plot import show_comparison, translate
from torch.utils.data import DataLoader
from train_utils import make_optimizers, train_step


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--epochs", type=int, default=50)
    args = parser.parse_args()
    G, D = Generator(), Discriminator()
    opts = make_optimizers(G, D)
    data = PairedMedicalDataset(args.data + "/trainA", args.data + "/trainB")
    for epoch in range(args.epochs):
        for t1, t2 in DataLoader(data, batch_size=1, shuffle=True):
            losses = train_step(G, D, *opts, t1, t2)
        print(epoch, losses)
    t1, t2 = data[0]
    show_comparison(t1, translate(G, t1[None])[0], t2).savefig("result.png")


if __name__ == "__main__":
    main()
