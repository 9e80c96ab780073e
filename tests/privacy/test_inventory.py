"""The inventory of personal data is that of the models: no column ships before somebody said what it holds."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType

import pytest

from gacocrea.privacy.queries import account_columns
from tests.house.tree import ROOT


@pytest.fixture(scope="module")
def inventory() -> ModuleType:
    loader = SourceFileLoader("inventory", str(ROOT / "tools/inventory"))
    spec = spec_from_loader("inventory", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_every_column_of_the_models_is_classed_once(inventory: ModuleType) -> None:
    """A new column: say in tools/inventory.toml whether it holds personal data, and of which class."""
    assert inventory.problems() == []


def test_the_page_is_the_one_that_the_tool_prints(inventory: ModuleType) -> None:
    """Run: tools/inventory > docs/datos-personales.md"""
    assert (ROOT / "docs/datos-personales.md").read_text("utf-8") == inventory.page()


def test_a_column_that_names_an_account_is_never_plain(inventory: ModuleType) -> None:
    told = inventory.told()
    plain = {(name, column) for name, row in told.items() for column in row.get("plain", "").split()}
    assert [
        (column.table.name, column.name)
        for column in account_columns()
        if (column.table.name, column.name) in plain
    ] == []


def test_every_table_with_personal_data_says_what_for_and_until_when(inventory: ModuleType) -> None:
    held = {name: row for name, row in inventory.told().items() if inventory.CLASSES.keys() & row.keys()}
    assert [name for name, row in held.items() if not (row.get("purpose") and row.get("kept"))] == []
