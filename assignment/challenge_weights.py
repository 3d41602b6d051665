"""Writes the challenge's weights.safetensors from a training run. Given; nothing
to edit here.

    python assignment/train.py --challenge --out runs/challenge
    python assignment/challenge_weights.py --run runs/challenge

The file lies beside challenge.py and is handed in with it. It holds numbers
only, no code (a pickled .pt could run code when it is read, so that none is
accepted), and must have at most 40 MB.

把训练结果保存为挑战任务的 weights.safetensors（此文件已给出，无需修改）。该文
件与 challenge.py 放在一起提交；其中只有数值，没有代码（pickle 格式的 .pt 在读
取时可能执行代码，因此不接受），不得超过 40 MB。
"""
import argparse
import sys
from pathlib import Path

import torch

from training_run import (Help, 
    ROOT, STUDENT, USAGE, Stop, load_code, load_states, read_checkpoint, run_program, stored, student_code)

MAX_BYTES = 40 * 10**6
MAX_PARAMETERS = 10 * 10**6


def main(argv=None):
    options = parse(argv)
    save_file = find_writer()
    checkpoint = read_checkpoint(options.run)
    config = checkpoint["config"]
    if not config.get("challenge"):
        raise Stop(USAGE, "this run trained generator.py; train challenge.py with train.py --challenge",
                   "此次训练用的是 generator.py；请用 train.py --challenge 训练 challenge.py")
    folder = options.code or ROOT / config["code"]
    code = load_code(folder, challenge=True)
    with student_code(code.folder, "ChallengeGenerator()"):
        G = code.Generator()
    load_states(checkpoint, {"G": G})
    # Copies, because the format has no way to say that two names share one tensor.
    tensors = {name: tensor.detach().clone().contiguous() for name, tensor in G.state_dict().items()}
    check(tensors, sum(parameter.numel() for parameter in G.parameters()))
    out = Path(folder) / "weights.safetensors"
    save_file(tensors, str(out))
    print("wrote {}: {:,} parameters, {:.1f} MB, epoch {}".format(
        stored(out), sum(parameter.numel() for parameter in G.parameters()), out.stat().st_size / 1e6,
        checkpoint["epoch"]))


def find_writer():
    try:
        from safetensors.torch import save_file
    except ImportError:
        raise Stop(USAGE, "safetensors is missing: pip install safetensors",
                   "缺少 safetensors：请执行 pip install safetensors") from None
    return save_file


def check(tensors, parameters):
    """Stops for weights that the grader would refuse."""
    size = sum(tensor.numel() * tensor.element_size() for tensor in tensors.values())
    if parameters > MAX_PARAMETERS or size > MAX_BYTES - 10**5:  # room for the names
        raise Stop(STUDENT, f"ChallengeGenerator has {parameters:,} parameters, {size / 1e6:.1f} MB; at most "
                   f"{MAX_PARAMETERS:,} and {MAX_BYTES / 1e6:.0f} MB are allowed",
                   f"ChallengeGenerator 有 {parameters:,} 个参数，共 {size / 1e6:.1f} MB；"
                   f"上限为 {MAX_PARAMETERS:,} 个参数、{MAX_BYTES / 1e6:.0f} MB")
    for name, tensor in tensors.items():
        if not torch.isfinite(tensor).all():
            raise Stop(STUDENT, f"{name} holds NaN or infinity; train again",
                       f"{name} 中含有 NaN 或无穷大；请重新训练")


def parse(argv):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=Help)
    parser.add_argument("--run", type=Path, default=ROOT / "runs" / "challenge", metavar="DIR",
                        help="the run's folder or a checkpoint, default runs/challenge.\n运行文件夹或检查点")
    parser.add_argument("--code", type=Path, metavar="DIR",
                        help="folder of challenge.py, default the run's.\n代码文件夹，默认同训练时")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(run_program(main, sys.argv[1:]))
