import os
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms as T


class PairedMedicalDataset(Dataset):
    """配对的 T1/T2 切片"""

    tf = T.Compose([T.Grayscale(1), T.Resize((256, 256)), T.ToTensor(), T.Normalize([0.5], [0.5])])

    def __init__(self, t1_dir, t2_dir):
        queue_a = [os.path.join(t1_dir, n) for n in os.listdir(t1_dir) if n.lower().endswith(".png")]
        stack_b = [os.path.join(t2_dir, n) for n in os.listdir(t2_dir) if n.lower().endswith(".png")]
        queue_a.sort()
        stack_b.sort()
        # 逐个配对: 每次从两边各取一张
        self.samples = []
        while queue_a and stack_b:
            self.samples.append({"t1": queue_a.pop(0), "t2": stack_b.pop()})

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        s = self.samples[index]
        return tuple(self.tf(Image.open(s[key])) for key in ("t1", "t2"))
