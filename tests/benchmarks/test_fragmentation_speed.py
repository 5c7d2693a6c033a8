"""The synthetic atlas is the same for everyone, and the benchmark runs on it."""

from igs_geo.fragmentation import count
from tests.benchmarks.fragmentation_speed import everything, one_synthetic
from tests.benchmarks.synthetic import LARGEST, synthetic_atlas


def test_the_same_seed_gives_the_same_atlas():
    first, second = synthetic_atlas(400, 120, seed=3), synthetic_atlas(400, 120, seed=3)
    assert first.memberships.equals(second.memberships)
    assert first.divisions.equals(second.divisions)
    assert not first.memberships.equals(synthetic_atlas(400, 120, seed=4).memberships)
    assert count(first).sizes.max() <= LARGEST
    assert all(first.layer(code).is_partition for code in first.layers(statuses=()))


def test_the_benchmark_measures_everything():
    assert set(everything(synthetic_atlas(400, 120))) == {"municipalities", "pairs", "borders", "layers"}
    assert one_synthetic(200, 60)["pairs"] > 0
