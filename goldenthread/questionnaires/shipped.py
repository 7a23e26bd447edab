"""What comes with Golden Thread: scales, questionnaires and the mappings between them, as files (``data``)."""

from functools import cache
from pathlib import Path

from goldenthread.questionnaires.format.reading import read_mapping, read_questionnaire, read_scales
from goldenthread.questionnaires.format.things import Mapping, Questionnaire, Scale

DATA = Path(__file__).parent / "data"


@cache
def scales() -> tuple[Scale, ...]:
    return read_scales((DATA / "scales.yaml").read_text())


@cache
def questionnaires() -> tuple[Questionnaire, ...]:
    return tuple(read_questionnaire(path.read_text(), scales()) for path in sorted(DATA.glob("shipped/*.yaml")))


@cache
def mappings() -> tuple[Mapping, ...]:
    return tuple(read_mapping(path.read_text(), questionnaires()) for path in sorted(DATA.glob("mappings/*.yaml")))
