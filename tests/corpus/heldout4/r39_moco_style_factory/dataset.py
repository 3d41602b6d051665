from pathlib import Path
from torch.utils.data import Dataset
from torchvision import transforms as T
from PIL import Image


class LoadGray:
    def __call__(self, results):
        results['img'] = Image.open(results['path']).convert('L')
        return results


class Resize:
    def __init__(self, scale):
        self.scale = scale

    def __call__(self, results):
        results['img'] = results['img'].resize(self.scale, Image.Resampling.BILINEAR)
        return results


class Pack:
    def __call__(self, results):
        return T.functional.to_tensor(results['img']).sub_(0.5).div_(0.5)


class PairedMedicalDataset(Dataset):
    pipeline = [LoadGray(), Resize((256, 256)), Pack()]

    def __init__(self, t1_dir, t2_dir, pipeline=None):
        if pipeline is not None:
            self.pipeline = pipeline
        self.data_infos = self.load_annotations(Path(t1_dir), Path(t2_dir))

    def load_annotations(self, a, b):
        fa, fb = sorted(a.glob('*.png')), sorted(b.glob('*.png'))
        return [dict(t1=x, t2=y) for x, y in zip(fa, fb)]

    def prepare(self, path):
        results = dict(path=path)
        for t in self.pipeline:
            results = t(results)
        return results

    def __getitem__(self, idx):
        info = self.data_infos[idx]
        return self.prepare(info['t1']), self.prepare(info['t2'])

    def __len__(self):
        return len(self.data_infos)
