"""The device that train.py uses, and what makes it fast. Given; nothing to edit here.

Decoded slices are kept in memory, for decoding the same file again in each epoch is waste. --amp
computes the networks in bfloat16, --compile has torch.compile translate them; the student's own
train_step and optimizers train in any case.

train.py 的加速部分（此文件已给出，无需修改）：解码后的切片保存在内存中；--amp 用 bfloat16 计算网络，
--compile 用 torch.compile 编译网络。训练始终使用学生自己的 train_step 和优化器。
"""
import functools

import torch
from torch.utils.data import DataLoader, Dataset

from training_run import USAGE, Stop, open_pairs

KEPT_PAIRS = 2048  # of 256x256 float32: 1 GiB


class KeptPairs(Dataset):
    """The student's dataset, each pair read once; beyond KEPT_PAIRS they are read each time."""

    def __init__(self, pairs):
        self.pairs, self.kept = pairs, {}

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        pair = self.kept.get(index)
        if pair is None:
            pair = self.pairs[index]
            if len(self.kept) < KEPT_PAIRS:
                self.kept[index] = pair
        return pair


def is_repeatable(pairs):
    """Whether a pair is the same when it is read again: random augmentation must stay random."""
    first, again = pairs[0], pairs[0]
    return all(isinstance(image, torch.Tensor) and torch.equal(image, other)
               for image, other in zip(first, again))


def make_loader(code, data, split, config, workers, device):
    """Batches of one split; the training slices come in an order drawn from `generator`."""
    pairs = open_pairs(code, data, split)
    # Worker processes read ahead instead: each would keep a copy of its own.
    if workers == 0 and is_repeatable(pairs):
        pairs = KeptPairs(pairs)
    return DataLoader(pairs, batch_size=config["batch_size"], shuffle=split == "train",
                      num_workers=workers, generator=torch.Generator(),
                      # No persistent workers: with them, epochs draw their order differently.
                      pin_memory=device.type == "cuda")


def pick_device(name):
    """The named device; auto is CUDA, else Apple's MPS, else the CPU."""
    if name == "auto":
        mps = getattr(torch.backends, "mps", None)  # torch before 1.12 has none
        name = "mps" if mps and mps.is_available() else "cpu"
        name = "cuda" if torch.cuda.is_available() else name
    try:
        torch.zeros(1, device=name)
    except Exception as error:
        reason = str(error).splitlines()[0]
        raise Stop(USAGE, f"device {name} cannot be used here ({reason}); try --device auto",
                   f"设备 {name} 不可用；请用 --device auto") from None
    return torch.device(name)


def learning_rates(optimizers, config, done):
    """What lets each learning rate fall linearly over the last config["decay"] epochs; empty for none.

    To be stepped after every epoch. done: epochs that a resumed run has behind it. (Isola et al.
    2017 train so: a constant rate first, for as many epochs again a falling one.)
    """
    decay, constant = config["decay"], config["epochs"] - config["decay"]
    if not decay:
        return []
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group.setdefault("initial_lr", group["lr"])
    return [torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda epoch: 1.0 - max(0, epoch + 1 - constant) / (decay + 1), last_epoch=done - 1)
        for optimizer in optimizers]


def speed_up(run, amp, compiled):
    """Prepares both networks in place: their parameters, and the names of these, stay as they are."""
    for network in (run.G, run.D):
        if compiled:
            compile_network(network)
        if amp:
            use_bfloat16(network, run.device.type)


def compile_network(network):
    if not hasattr(network, "compile"):
        raise Stop(USAGE, f"--compile needs PyTorch 2.2 or later, this is {torch.__version__}",
                   f"--compile 需要 PyTorch 2.2 或更高版本，当前为 {torch.__version__}")
    network.compile()


def use_bfloat16(network, device):
    """Has the network train in bfloat16 and return float32, for losses and updates are not to be rounded.

    bfloat16 has float32's range, so that no gradient needs scaling. Tests stay in float32.
    """
    try:
        torch.autocast(device, dtype=torch.bfloat16)
    except (AttributeError, RuntimeError):
        raise Stop(USAGE, f"--amp is not available on {device} with PyTorch {torch.__version__}",
                   f"PyTorch {torch.__version__} 在 {device} 上不支持 --amp") from None
    network.to(memory_format=torch.channels_last)
    forward = network.forward

    @functools.wraps(forward)
    def forward_in_bfloat16(*images):
        with torch.autocast(device, dtype=torch.bfloat16, enabled=network.training):
            return forward(*images).float()
    network.forward = forward_in_bfloat16


class Board:
    """TensorBoard's log of a run: losses and test numbers by epoch, and the panel."""

    def __init__(self, folder, done):
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError:
            raise Stop(USAGE, "--tensorboard needs TensorBoard: pip install tensorboard",
                       "--tensorboard 需要 TensorBoard：请执行 pip install tensorboard") from None
        self.writer = SummaryWriter(str(folder), purge_step=done + 1)

    def add(self, row, figure):
        """Logs an epoch's row of the history, and its panel."""
        for name in ("loss_G", "loss_D", "test_l1", "test_psnr", "seconds"):
            self.writer.add_scalar(name, row[name], row["epoch"])
        self.writer.add_figure("panel", figure, row["epoch"], close=False)
        self.writer.flush()
