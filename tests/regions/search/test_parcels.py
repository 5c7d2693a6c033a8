"""A parcel: what is large travels once to each worker, and only where it is asked for."""

import pickle

import pytest

from igs_geo.regions.search.parcels import KEPT, NotHereError, Parcel


def sent(parcel):
    return pickle.loads(pickle.dumps(parcel))


def test_only_its_number_travels_until_a_worker_asks_for_more():
    parcel = Parcel("x" * 10_000)
    assert len(pickle.dumps(parcel)) < 1_000
    arrived = sent(parcel)
    with pytest.raises(NotHereError):
        _ = arrived.content
    assert sent(parcel.opened()).content == parcel.content
    # From now on the number is enough.
    assert arrived.content == sent(parcel).content == parcel.content


def test_a_parcel_that_was_opened_stays_so_on_the_way():
    first = sent(Parcel([1, 2]).opened())
    assert first.full
    assert sent(first).content == [1, 2]
    assert not sent(Parcel([3])).full


def test_a_worker_forgets_what_it_used_longest_ago():
    old, used = Parcel("old"), Parcel("used")
    sent(old.opened()), sent(used.opened())
    more = [Parcel(place) for place in range(KEPT - 1)]
    for parcel in more:
        assert sent(used).content == "used"
        sent(parcel.opened())
    assert sent(used).content == "used"
    assert [sent(parcel).content for parcel in more] == list(range(KEPT - 1))
    with pytest.raises(NotHereError):
        _ = sent(old).content
