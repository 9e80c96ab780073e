"""Small files, small functions, small folders: a colleague reads one at a sitting."""

from tests.house.tree import HOUSE, files, folders, functions, is_view, lines, name

WRITTEN_BY_PEOPLE = (".py", ".html", ".txt", ".css", ".mjs", ".typ")


def test_a_file_has_at_most_300_lines() -> None:
    sizes = {name(path): len(path.read_text("utf-8").splitlines()) for path in files(*WRITTEN_BY_PEOPLE)}
    assert {path: size for path, size in sizes.items() if size > 300} == {}


def test_a_function_has_at_most_30_lines() -> None:
    long = [
        f"{name(path)}:{function.lineno} {function.name} has {lines(function)} lines"
        for path in files(".py")
        for function in functions(path)
        if lines(function) > 30
    ]
    assert long == []


def test_a_view_has_at_most_20_lines() -> None:
    long = [
        f"{name(path)}:{function.lineno} {function.name} has {lines(function)} lines"
        for path in files(".py")
        for function in functions(path)
        if is_view(function) and lines(function) > 20
    ]
    assert long == []


def test_a_folder_has_at_most_18_entries() -> None:
    beside = {"__pycache__", "__init__.py", ".DS_Store"}
    counts = {
        name(folder): sum(entry.name not in beside for entry in folder.iterdir()) for folder in folders()
    }
    trunk = name(HOUSE)  # one entry for each floor, and those are counted by the floors themselves
    assert {folder: count for folder, count in counts.items() if count > 18 and folder != trunk} == {}
