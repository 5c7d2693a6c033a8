"""The check of sizes sees what is too large, and exceptions that are no longer needed."""

from tests.lint.sizes import LARGER, Size, complaints, main, sizes

SOURCE = """
@compiled(inline=True)
def kernel(a, b):
    pass

class Thing:
    async def method(self, a, /, b, *rest, c, **more):
        return a
"""


def test_every_function_is_measured():
    assert set(sizes("m.py", SOURCE)) == {
        Size("m.py", "lines", 8, 300),
        Size("m.py kernel", "lines", 2, 120),
        Size("m.py kernel", "arguments", 2, 8),
        Size("m.py method", "lines", 2, 60),
        Size("m.py method", "arguments", 5, 8),
    }


def test_what_is_too_large_is_named_and_so_is_an_exception_that_is_not_needed():
    large, small = Size("a.py", "lines", 310, 300), Size("b.py f", "lines", 60, 60)
    many = Size("b.py f", "arguments", 9, 8)
    assert complaints([large, small], {}) == ["a.py: 310 lines, at most 300"]
    assert complaints([large], {"a.py": 310}) == []
    assert complaints([large], {"a.py": 309}) == ["a.py: 310 lines, at most 309"]
    assert complaints([small, many], {"b.py f": 70}) == [
        "b.py f: 9 arguments, at most 8",
        "b.py f: is no longer larger than it should be",
    ]


def test_the_package_keeps_to_its_sizes():
    assert main() == 0
    assert all(name.startswith("igs_geo/regions/") for name in LARGER)
