"""Right losses and the right Dice for the part that trains: a mistake in a submission's costs its own part only.

A worker gets this file's text by the wire, and only once it is asked for the submission's losses and metrics no
more (`Session`). It ships to students with the grader, so it does not read like the handout's.
"""
from __future__ import annotations

import torch


def dice_loss(logits, target, smooth=1.0, *_, **__):
    """The right Dice loss (CONTRACT.md)."""
    share = torch.exp(_log_shares(logits))[:, 1:].flatten(2)
    truth = _planes(target, logits)[:, 1:].flatten(2)
    return 1 - ((2 * (share * truth).sum(2) + smooth) / (share.sum(2) + truth.sum(2) + smooth)).mean()


def segmentation_loss(logits, target, dice_weight=1.0, *_, **__):
    """The right loss to train on (CONTRACT.md)."""
    entropy = -(_log_shares(logits) * _planes(target, logits)).sum(1).mean()
    return entropy + dice_loss(logits, target) * dice_weight


def dice(prediction, target, label, *_, **__):
    """The right Dice of one class (CONTRACT.md)."""
    found, wanted = torch.as_tensor(prediction) == label, torch.as_tensor(target) == label
    both = int(found.sum()) + int(wanted.sum())
    return 2 * int((found & wanted).sum()) / both if both else 1.0


def _log_shares(logits):
    return logits - torch.logsumexp(logits, 1, keepdim=True)


def _planes(target, logits):
    """A plane of zeros and ones for each class: (N, classes, H, W)."""
    classes = torch.arange(logits.shape[1], device=target.device).view(1, -1, 1, 1)
    return (target[:, None] == classes).to(logits.dtype)
