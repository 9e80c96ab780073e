"""Proposals that come in a file: each row once, a bad row said, and nothing halfway when asked so."""

import json
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor, Phase
from gacocrea.cycle.models import Cycle
from gacocrea.proposals import actions, queries
from gacocrea.proposals.commands import import_proposals
from gacocrea.proposals.models import Origin
from tests.factories import make_cycle, make_forum
from tests.proposals.making import words
from tests.support import NOON

PLACE = ("--forum", "ecuador", "--cycle", "2026-2028")
CSV = """Titulo,Problema,Eje,Barrio
Una página por obra,Nadie sabe cuánto costó,Integridad y rendición de cuentas,Centro
Agua limpia,,transparencia,Norte
,Sin título,transparencia,Norte
Parque seguro,Falta luz,Deportes,Sur
"""
MAP = ("--map", "title=título", "--map", "problem=problema", "--map", "pillar=eje", "--map", "territory=barrio")


@pytest.fixture
def cycle(session: Session) -> Cycle:
    return make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "propuestas.csv"
    path.write_text(CSV, "utf-8")
    return path


def run(file: Path, *options: str) -> Result:
    result = CliRunner().invoke(import_proposals, [str(file), *PLACE, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def titles(session: Session, cycle: Cycle) -> list[str]:
    return [entry.proposal.title for entry in queries.every(session, cycle_id=cycle.id)]


def test_good_rows_go_in_and_bad_ones_are_said_with_their_line(session: Session, cycle: Cycle, file: Path) -> None:
    result = run(file, *MAP)
    assert titles(session, cycle) == ["Una página por obra", "Agua limpia"]
    assert "Fila 4: Falta «title»." in result.output
    assert "Fila 5: No hay ningún pilar «Deportes»" in result.output
    assert "Se agregaron 2; 0 ya estaban; 2 con problemas." in result.output
    assert result.exit_code == 0


def test_an_imported_proposal_is_public_found_and_nobodys_own(session: Session, cycle: Cycle, file: Path) -> None:
    run(file, *MAP)
    found = queries.page_of(session, cycle_id=cycle.id, words="aguas limpias").rows[0]
    assert (found.origin, found.author_id, found.author_name) == (Origin.IMPORT, None, "Importada")
    assert (found.number, found.territory) == (2, "Norte")


def test_the_same_file_twice_adds_nothing(session: Session, cycle: Cycle, file: Path) -> None:
    run(file, *MAP)
    assert "Se agregaron 0; 2 ya estaban; 2 con problemas." in run(file, *MAP).output
    assert len(titles(session, cycle)) == 2


def test_strict_stores_nothing_when_a_row_is_wrong(session: Session, cycle: Cycle, file: Path) -> None:
    result = run(file, *MAP, "--strict")
    assert (result.exit_code, titles(session, cycle)) == (1, [])


def test_a_dry_run_says_what_would_come_and_stores_nothing(session: Session, cycle: Cycle, file: Path) -> None:
    result = run(file, *MAP, "--dry-run")
    assert "Se agregarían 2" in result.output
    assert (result.exit_code, titles(session, cycle)) == (0, [])


def test_names_of_pillars_are_mapped_and_fields_can_be_constant(
    session: Session, cycle: Cycle, file: Path
) -> None:
    run(file, *MAP, "--pillar-map", "DEPORTES=participacion", "--set", "institution=Municipio")
    entries = list(queries.every(session, cycle_id=cycle.id))
    assert [entry.pillar.key for entry in entries] == ["integridad", "transparencia", "participacion"]
    assert {entry.proposal.institution for entry in entries} == {"Municipio"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--map", "title=nada"), "Ninguna fila tiene la columna «nada»."),
        (("--map", "autor=Titulo"), "«autor» no es un campo"),
        (("--map", "title"), "no indica una columna"),
        (("--cycle", "1999"), "No hay ningún ciclo «1999» en el foro «ecuador»."),
    ],
)
def test_a_failure_is_one_sentence_and_stores_nothing(
    session: Session, cycle: Cycle, file: Path, options: tuple[str, ...], sentence: str
) -> None:
    result = run(file, *options)
    assert sentence in result.output
    assert (result.exit_code, titles(session, cycle)) == (1, [])


def test_a_file_that_is_not_there_is_said(cycle: Cycle, tmp_path: Path) -> None:
    assert "No se encontró el archivo" in run(tmp_path / "nada.csv").output


def test_an_archive_of_nested_documents_is_read(session: Session, cycle: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "propuestas.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for n, district in enumerate((None, {"name": "Loja"})):
            document = {"proposal": {"id": n, "title": f"Obra {n}", "district": district, "author": {"name": "X"}}}
            content = json.dumps(document).encode()
            entry = tarfile.TarInfo(f"proposals/{n}.json")
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
    names = ("--map", "title=proposal.title", "--map", "territory=proposal.district.name")
    result = run(path, *names, "--map", "key=proposal.id", "--set", "pillar=transparencia")
    assert result.exit_code == 0, result.output
    entries = queries.every(session, cycle_id=cycle.id)
    assert [(entry.proposal.title, entry.proposal.territory) for entry in entries] == [
        ("Obra 0", ""),
        ("Obra 1", "Loja"),
    ]


def test_each_row_of_a_file_finds_its_proposal_whether_new_or_known(session: Session, cycle: Cycle) -> None:
    rows = [actions.ImportRow(n, words(title=f"Obra {n}"), "integridad", key=f"row-{n}") for n in range(3)]
    given = {"cycle": cycle, "actor": Actor(name="import"), "now": NOON}
    first = actions.import_rows(session, rows=rows[:2], **given)  # type: ignore[arg-type]
    second = actions.import_rows(session, rows=[*rows, rows[2]], **given)  # type: ignore[arg-type]
    assert (first.added, second.added, second.unchanged) == (2, 1, 3)
    assert list(second.proposals) == ["row-0", "row-1", "row-2"]
    assert second.proposals.items() >= first.proposals.items()


@pytest.mark.real
def test_the_447_district_proposals_of_barcelona_go_in_and_are_found(
    session: Session, cycle: Cycle, real_data: Path
) -> None:
    archive = real_data / "decidim_barcelona_2016" / "proposals_district_bon_govern.tar.gz"
    fields = ("title=title", "problem=summary", "territory=district.name", "key=id")
    options = [part for field in fields for part in ("--map", field.replace("=", "=proposal."))]
    result = run(archive, *options, "--set", "pillar=participacion", "--strict")
    assert "Se agregaron 447; 0 ya estaban; 0 con problemas." in result.output
    assert len(queries.figures(session, cycle_id=cycle.id).by_territory) == 10
    assert queries.page_of(session, cycle_id=cycle.id, words="PARTICIPACIO").total == 87
