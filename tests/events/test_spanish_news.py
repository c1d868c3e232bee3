"""What Spanish news tells: who did it and when, and what is of no day that was told."""

from __future__ import annotations

import pytest

from tests.titled import titled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # An object before its verb is no part of who did it.
        (
            "El concejo lo compró en 1984 y lo abrió al público en 1990.",
            [("1984", "El concejo lo compró"), ("1990", "El concejo lo abrió al público")],
        ),
        (
            "El marqués se la vendió en 1984 y murió en 1990.",
            [("1984", "El marqués se la vendió"), ("1990", "El marqués murió")],
        ),
        ("El club ganó en 2010 y hubo disturbios en 2011.", [("2010", "El club ganó"), ("2011", "Hubo disturbios")]),
        ("Fue fundado en 2001 y comprado en 2012.", [("2001", "Fue fundado"), ("2012", "Fue comprado")]),
        # Who says so goes, behind a subject with a name of its own too.
        (
            "El actor Hugo Lema, hijo de Ana Lema, falleció el lunes en Lugo, informó su familia.",
            [("2024-06-10", "El actor Hugo Lema, hijo de Ana Lema, falleció en Lugo")],
        ),
        (
            "El atleta batió el lunes el récord de 400 metros, que databa de 1998.",
            [
                ("2024-06-10", "El atleta batió el récord de 400 metros"),
                ("1998", "El récord de 400 metros databa de 1998"),
            ],
        ),
        # What is so since then is told in the present.
        ("Desde 2008 dirige el instituto.", [("2008/..", "Dirige el instituto")]),
        ("Lema es alcalde de Lugo desde 2019.", [("2019/..", "Lema es alcalde de Lugo")]),
        ("La torre alberga un museo desde 2003.", [("2003/..", "La torre alberga un museo")]),
        ("Es la cifra más alta desde 2021.", []),
        # What is announced for a time is of another.
        ("Los mineros anunciaron paros para la próxima semana.", [("2024-06-12", "Los mineros anunciaron paros")]),
        # What is so now goes on behind what is put in.
        ("Lorena, fundada en 1962 en Lugo, cotiza en Madrid.", [("1962", "Lorena fue fundada en Lugo")]),
        (
            "La firma achacó la caída a la compra de Medrana, cerrada en abril.",
            [
                ("2024-06-12", "La firma achacó la caída a la compra de Medrana"),
                ("2024-04", "La compra de Medrana fue cerrada"),
            ],
        ),
        ("El ministro fue acusado en mayo de fraude.", [("2024-05", "El ministro fue acusado de fraude")]),
        ("El ministro fue acusado el 3 de mayo de fraude.", [("2024-05-03", "El ministro fue acusado de fraude")]),
        (
            "En 1901 se abrió el puente sobre el río, que fue volado en 1937.",
            [("1901", "Se abrió el puente sobre el río"), ("1937", "El puente sobre el río fue volado")],
        ),
        (
            "Publicó su primer libro en 1923 y tres años más tarde se mudó a Lugo.",
            [("1923", "Publicó su primer libro"), ("1926", "Se mudó a Lugo")],
        ),
        # What is said of a time to come, and what is only likened to a time.
        ("La ministra dijo que en julio habrá ayudas.", [("2024-07", "Habrá ayudas")]),
        ("El paro subió dos décimas más que en marzo.", [("2024-06-12", "El paro subió dos décimas más")]),
        ("La junta acordó cerrar la mina en agosto.", [("2024-06-12", "La junta acordó cerrar la mina")]),
        ("El puerto prevé abrir un dique a finales de 2025.", [("2025", "El puerto prevé abrir un dique")]),
    ],
)
def test_who_and_when_behind_clitics_asides_and_sayings(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


NEWS = "El dique de Roca se hundió el lunes. {}"


@pytest.mark.parametrize(
    "untold",
    [
        "La temporada pasada el puerto cerró dos veces.",
        "Fue uno de los primeros diques de hormigón.",
        "Fue imposible salvarlo.",
        "Los vecinos pidieron obras en varias ocasiones.",
        "Las obras duraron tres años.",
        "Durante su mandato, Ruiz cerró dos puertos.",
        "Siempre protestaron los vecinos.",
        "No está claro cuántos obreros había.",
        "Se desconoce la causa.",
    ],
)
def test_what_is_of_no_day_does_not_take_on_that_of_the_news(untold: str) -> None:
    assert [title for _, title in titled(NEWS.format(untold), "es")] == ["El dique de Roca se hundió"]


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ("El alcalde llegó por la tarde.", "El alcalde llegó"),
        ("Los bomberos rescataron a dos obreros.", "Los bomberos rescataron a dos obreros"),
        ("El puerto cerró varias calles.", "El puerto cerró varias calles"),
    ],
)
def test_what_followed_is_of_the_day_of_the_news(more: str, title: str) -> None:
    assert titled(NEWS.format(more), "es") == [("2024-06-10", "El dique de Roca se hundió"), ("2024-06-10", title)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Un jurado declaró culpable el lunes a Lara de robar un banco. Lara entró por el tejado. "
            "La fiscal pidió diez años.",
            ["Un jurado declaró culpable a Lara de robar un banco", "La fiscal pidió diez años"],
        ),
        (
            "La cantante Rosa Vidal murió el lunes a los 80 años. Vidal grabó veinte discos. "
            "El ministro rindió homenaje.",
            ["La cantante Rosa Vidal murió a los 80 años", "El ministro rindió homenaje"],
        ),
    ],
)
def test_verdicts_and_deaths_do_not_date_the_deed_and_the_life(text: str, titles: list[str]) -> None:
    assert [title for _, title in titled(text, "es")] == titles
