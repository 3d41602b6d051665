"""The lab's constants, and how its texts state them. A part's points stand in its part.py.

Checks, closed forms, stand-ins and pages import them. `release` and `verify` compare every text with them, and
`release --update-texts` writes them into the texts.
"""
from __future__ import annotations

from autograder.i18n.messages import say

NUMBER = 6
TITLE = say("T1 → T2 MRI translation with a GAN")
LAMBDA_L1 = 100.0  # weight of the L1 term, wherever none is given
LEARNING_RATE = 2e-4  # of both optimizers
BETAS = (0.5, 0.999)

# A phrase is compared wherever it stands in what students and readers get; the words in braces are settings.
STATED = (
    "# Lab {NUMBER}: {TITLE}", "**Lab {NUMBER}: {TITLE}**", "# 实验{NUMBER}：{TITLE}",
    "lambda_l1={LAMBDA_L1}", "\"lambda_l1\": {LAMBDA_L1}",
    "why λ = {LAMBDA_L1}", "Why {LAMBDA_L1}?", "With λ = {LAMBDA_L1} the L1 term", "\\qquad \\lambda = {LAMBDA_L1}$",
    "为什么 λ = {LAMBDA_L1}", "为什么是 {LAMBDA_L1}？", "取 λ = {LAMBDA_L1}，L1 项", "λ = {LAMBDA_L1} 的由来",
    "lr {LEARNING_RATE}, betas {BETAS}", "learning rate {LEARNING_RATE}, betas {BETAS}",
    "学习率 {LEARNING_RATE}，betas {BETAS}", "lr={LEARNING_RATE}, betas={BETAS}",
)
# The same in fixtures: a sample that states another value than the right one stays as it is.
STATED_IN_CODE = (
    "lambda_l1={LAMBDA_L1}", "lambda_l1: float={LAMBDA_L1}", "\"lambda_l1\": {LAMBDA_L1}",
    "lr={LEARNING_RATE}", "betas={BETAS}", "+ {LAMBDA_L1} * criterion_L1",
    # What mistakes are told by.
    "instead of {LAMBDA_L1}.", "而不是 {LAMBDA_L1}。", "but {LAMBDA_L1} is written", "写死 {LAMBDA_L1}。",
    "is always {LAMBDA_L1}.", "永远是 {LAMBDA_L1}。", "at lambda {LAMBDA_L1}?", "λ = {LAMBDA_L1}",
    "weight of {LAMBDA_L1} on L1", "L1 权重为 {LAMBDA_L1} ", "next to {LAMBDA_L1} times", "与 {LAMBDA_L1} 倍的 L1",
    "only G has {BETAS}.", "只有 G 是 {BETAS}。",
)
