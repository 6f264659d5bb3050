"""The steps of training, for one fold or for all photos; they can be stopped and go on where they were.

The loss is the supervised contrastive one (Khosla et al., 2020) with a second, weaker pull to others of the
same category, and with embeddings of past batches as more to be told apart from (cross-batch memory, Wang et
al., 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tools.encoder.build import float_network
from tools.encoder.network import FEATURES
from tools.encoder.projection import Labeled, Projection, fit
from tools.encoder.projection import Recipe as ProjectionRecipe
from tools.encoder.trained import STARTED, TRAINED, Arrays
from tools.training import tail
from tools.training.bank import WHOLE, Bank
from tools.training.batches import NONE, Batches, Labels, labels_of
from tools.training.looks import Network
from tools.training.recipe import Recipe

SEED = 20261129
KEEP_EVERY = 50  # steps


@dataclass(frozen=True, slots=True)
class Step:
    """Where training stands: the step that was done, and the loss as a running mean."""

    number: int
    loss: float


def train(bank: Bank, recipe: Recipe, held_out: int | None, file: Path) -> Iterator[Step]:
    """Train the second half of the network and leave its weights in `file`, as `blended` reads them.

    Parameters
    ----------
    held_out : int or None
        The fold whose products are never seen, neither by the network nor by the projection it starts from.
    file : Path
        Finished weights; while training goes on, what it needs to go on lies beside it.
    """
    torch.manual_seed(SEED)
    state = file.with_suffix(".state")
    random = np.random.default_rng((SEED, 0 if held_out is None else held_out + 1))
    run = _Run(recipe, _start(bank, recipe, held_out), random)
    if state.exists():
        run.go_on(state)
    batches = Batches(bank, recipe.sources, recipe.draws, held_out)
    labels = labels_of(bank, recipe.sources, recipe.draws)
    while run.done < recipe.steps:
        views = batches.draw(random)
        run.learn(torch.from_numpy(bank.maps[views].astype(np.float32)), torch.from_numpy(views), labels)
        if run.done % KEEP_EVERY == 0:
            run.keep(state)
        yield Step(run.done, run.loss)
    _write(file, run.started, run.mean)
    state.unlink(missing_ok=True)


class _Run:
    """Training between two steps."""

    def __init__(self, recipe: Recipe, weights: tail.Weights, random: np.random.Generator) -> None:
        self._recipe = recipe
        self._random = random
        self._weights = weights
        self._optimizer = _optimizer(weights, recipe)
        self._memory = torch.zeros(0, recipe.dimension), torch.zeros(0, dtype=torch.long)
        self.started = {name: value.detach().clone() for name, value in weights.items()}
        self.mean = {name: value.clone() for name, value in self.started.items()}
        self.done, self.loss = 0, float("nan")

    def learn(self, maps: torch.Tensor, views: torch.Tensor, labels: Labels) -> None:
        """One step on some views of the bank."""
        recipe = self._recipe
        _set_rates(self._optimizer, recipe, self.done)
        embeddings = tail.embedded(self._weights, tail.pooled(self._weights, maps, half=True))
        known = len(self._memory[1]) if self.done >= recipe.memory_from else 0
        memory = self._memory[0][:known], self._memory[1][:known]
        loss = pulled(embeddings, views, memory, labels, recipe.temperature)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
        self._optimizer.step()
        with torch.no_grad():
            for name, value in self._weights.items():
                self.mean[name].lerp_(value, 1 - min(recipe.average, (self.done + 1) / (self.done + 10)))
        self._memory = (
            torch.cat((embeddings.detach(), self._memory[0]))[: recipe.memory],
            torch.cat((views, self._memory[1]))[: recipe.memory],
        )
        self.loss = 0.95 * self.loss + 0.05 * loss.item() if self.done else loss.item()
        self.done += 1

    def keep(self, file: Path) -> None:
        """Write down all that the next step depends on."""
        part = file.with_suffix(".state-part")
        kept = {
            "weights": {name: value.detach() for name, value in self._weights.items()},
            "mean": self.mean,
            "memory": self._memory,
            "optimizer": self._optimizer.state_dict(),
            "random": self._random.bit_generator.state,
            "done": self.done,
            "loss": self.loss,
        }
        torch.save(kept, part)
        part.rename(file)

    def go_on(self, file: Path) -> None:
        """Take up what was written down."""
        kept: dict[str, Any] = torch.load(file, weights_only=False)
        for name, value in kept["weights"].items():
            self._weights[name].data.copy_(value)
        self.mean, self._memory = kept["mean"], kept["memory"]
        self._optimizer.load_state_dict(kept["optimizer"])
        self._random.bit_generator.state = kept["random"]
        self.done, self.loss = kept["done"], kept["loss"]


def _write(file: Path, started: tail.Weights, trained: tail.Weights) -> None:
    part = file.with_suffix(".part")
    arrays: dict[str, Any] = {f"{STARTED}{name}": value.numpy() for name, value in started.items()}
    arrays |= {f"{TRAINED}{name}": value.numpy() for name, value in trained.items()}
    with part.open("wb") as opened:
        np.savez(opened, **arrays)
    part.rename(file)


def network_of(weights: Arrays) -> Network:
    """Embeddings of maps by these weights."""
    tensors = {name: torch.from_numpy(value) for name, value in weights.items()}
    return lambda maps: tail.run(tensors, maps)[1]


def pulled(
    embeddings: torch.Tensor,
    views: torch.Tensor,
    memory: tuple[torch.Tensor, torch.Tensor],
    labels: Labels,
    temperature: float,
) -> torch.Tensor:
    """The loss of a batch: how far each view is from picking its own product, and its category, out of all.

    Parameters
    ----------
    embeddings : tensor of shape (n, d)
    views : tensor of shape (n,)
        Which views of the bank they are of.
    memory : pair of tensors
        Embeddings (m, d) and views (m,) of past batches.
    """
    others, other_views = torch.cat((embeddings, memory[0])), torch.cat((views, memory[1]))
    product, category = torch.from_numpy(labels.product), torch.from_numpy(labels.category)
    pull = torch.from_numpy(labels.pull)[views][:, None]
    itself = torch.zeros(len(views), len(others), dtype=torch.bool)
    itself.fill_diagonal_(True)
    itself |= views[:, None] == other_views[None]
    similar = (embeddings @ others.T / temperature).masked_fill(itself, -1e9)
    same = (product[views][:, None] == product[other_views][None]) & ~itself
    kind = category[views][:, None]
    related = (kind == category[other_views][None]) & (kind != NONE) & ~same & ~itself
    target = (1 - pull) * _shares(same) + pull * _shares(related)
    pulls = (target * torch.log_softmax(similar, 1)).sum(1) / target.sum(1).clamp(min=1e-9)
    return -pulls.sum() / (target.sum(1) > 0).sum().clamp(min=1)


def _shares(mask: torch.Tensor) -> torch.Tensor:
    return mask / mask.sum(1, keepdim=True).clamp(min=1)


def _start(bank: Bank, recipe: Recipe, held_out: int | None) -> tail.Weights:
    """The published network, with a projection fitted to what may be seen."""
    nothing = Projection(np.zeros((1, FEATURES), np.float32), np.zeros(1, np.float32))
    network = float_network()
    bare = tail.weights_of(network, nothing)
    seen = [
        view
        for view in np.flatnonzero(bank.kind == WHOLE)
        if held_out is None or bank.photos[bank.photo[view]].fold != held_out
    ]
    features, _ = tail.run(bare, bank.maps[seen])
    photos = [bank.photos[bank.photo[view]] for view in seen]
    kins = np.array([recipe.sources[photo.source].kin for photo in photos])
    labels = np.array([photo.product for photo in photos])
    categories = np.array([photo.category for photo in photos])
    upload = np.array([photo.role == "query" for photo in photos])
    sets = []
    for kin in dict.fromkeys(kins.tolist()):
        mine = kins == kin
        alone = len(set(labels[mine])) == mine.sum()
        sets.append(Labeled(features[mine], (categories if alone else labels)[mine], upload[mine]))
    projection = fit(sets, ProjectionRecipe(dimension=recipe.dimension))
    return {name: value.requires_grad_() for name, value in tail.weights_of(network, projection).items()}


def _optimizer(weights: Mapping[str, torch.Tensor], recipe: Recipe) -> torch.optim.Optimizer:
    projection = [value for name, value in weights.items() if name.startswith("projection.")]
    layers = [value for name, value in weights.items() if not name.startswith("projection.")]
    return torch.optim.AdamW(
        [
            {"params": layers, "peak": recipe.learning_rate},
            {"params": projection, "peak": recipe.projection_rate},
        ],
        weight_decay=recipe.weight_decay,
    )


def _set_rates(optimizer: torch.optim.Optimizer, recipe: Recipe, step: int) -> None:
    """Warm up in a straight line, cool down in half a cosine."""
    share = min(1, (step + 1) / recipe.warm_up) * 0.5 * (1 + cos(pi * step / recipe.steps))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share
