"""What Spanish sentences tell, in the ways in which they are built otherwise than English ones."""

from __future__ import annotations

import pytest

from tests.titled import titled
from timeline_api.events.wording import load_wording, past_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Tras abrir su taller en 1998, la modista creó una escuela en 2004.",
            [("1998", "La modista abrió su taller"), ("2004", "La modista creó una escuela")],
        ),
        (
            "Después de comprar la finca en 2011, los hermanos plantaron olivos en 2013.",
            [("2011", "Los hermanos compraron la finca"), ("2013", "Los hermanos plantaron olivos")],
        ),
        (
            "Tras ser operado en marzo, el ciclista volvió ayer a la pista.",
            [("2024-03", "El ciclista fue operado"), ("2024-06-11", "El ciclista volvió a la pista")],
        ),
        (
            "Luego de retirarse en 2015, la nadadora abrió un club en 2019.",
            [("2015", "La nadadora se retiró"), ("2019", "La nadadora abrió un club")],
        ),
        (
            "Tras vivir en Turín en 1961, volvió a Lugo en 1964.",
            [("1961", "Vivió en Turín"), ("1964", "Volvió a Lugo")],
        ),
        (
            "La naviera vendió el ferri el lunes tras cerrar su línea el jueves.",
            [("2024-06-10", "La naviera vendió el ferri"), ("2024-06-06", "La naviera cerró su línea")],
        ),
        (
            "El molino cerró sus puertas en 2018 antes de vender sus tierras en 2020.",
            [("2018", "El molino cerró sus puertas"), ("2020", "El molino vendió sus tierras")],
        ),
        # Neither a noun nor the purpose of something is told as done.
        ("Tras el temporal del lunes, la escuela cerró ayer.", [("2024-06-11", "Tras el temporal, la escuela cerró")]),
        (
            "El club pidió ayer permiso para vender el campo.",
            [("2024-06-11", "El club pidió permiso para vender el campo")],
        ),
    ],
)
def test_an_infinitive_tells_what_was_done_before_and_after(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("infinitive", "one", "many"),
    [
        ("cerrar", "cerró", "cerraron"),
        ("vender", "vendió", "vendieron"),
        ("obtener", "obtuvo", "obtuvieron"),
        ("producir", "produjo", "produjeron"),
        ("seguir", "siguió", "siguieron"),
        ("distinguir", "distinguió", "distinguieron"),
        ("construir", "construyó", "construyeron"),
        ("casarse", "se casó", "se casaron"),
        ("conocerlo", "lo conoció", "lo conocieron"),
        ("cambiar", "cambió", "cambiaron"),
    ],
)
def test_the_past_of_an_infinitive(infinitive: str, one: str, many: str) -> None:
    assert past_of(infinitive, load_wording("es")) == one
    assert past_of(infinitive, load_wording("es"), many=True) == many


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Julia Peña nació en Quito en 1950, se casó en 1975 y se instaló en Loja en 1980.",
            ["Julia Peña nació en Quito", "Julia Peña se casó", "Julia Peña se instaló en Loja"],
        ),
        (
            "La ministra viajará a Lima en julio y se reunirá con su par en agosto.",
            ["La ministra viajará a Lima", "La ministra se reunirá con su par"],
        ),
        (
            "El dique fue levantado en 1920 y seis años después se derrumbó.",
            ["El dique fue levantado", "El dique se derrumbó"],
        ),
        ("La orquesta tocó en 1950 y en 1962.", ["La orquesta tocó", "La orquesta tocó"]),
        (
            "Pedro Sanz se mudó en 1948 a Caracas, donde murió en 1987.",
            ["Pedro Sanz se mudó a Caracas", "Pedro Sanz murió"],
        ),
        ("El túnel donde murieron 12 mineros en 2004 reabrió ayer.", ["El túnel reabrió", "Murieron 12 mineros"]),
        # Another subject stays with its own verb.
        (
            "El alcalde dimitió en mayo y su partido se disolvió ayer.",
            ["El alcalde dimitió", "Su partido se disolvió"],
        ),
    ],
)
def test_a_clause_is_given_its_subject(text: str, titles: list[str]) -> None:
    assert [title for _, title in titled(text, "es")] == titles


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "La Policía detuvo el lunes al pirata que asaltó un yate en 2021.",
            [("2024-06-10", "La Policía detuvo al pirata"), ("2021", "El pirata asaltó un yate")],
        ),
        (
            "El Senado derogó ayer la ley de minas que entró en vigor en 1999.",
            [("2024-06-11", "El Senado derogó la ley de minas"), ("1999", "La ley de minas entró en vigor")],
        ),
        (
            "El juez absolvió ayer a la mujer que huyó en abril.",
            [("2024-06-11", "El juez absolvió a la mujer"), ("2024-04", "La mujer huyó")],
        ),
        # What has no date of its own stays with what it describes.
        (
            "La Policía detuvo el lunes al pirata que asaltó un yate.",
            [("2024-06-10", "La Policía detuvo al pirata que asaltó un yate")],
        ),
    ],
)
def test_a_relative_clause_behind_an_object_tells_of_the_object(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "La naviera perdió 12 millones en 2023, según las cuentas publicadas el lunes por la bolsa.",
            [("2023", "La naviera perdió 12 millones")],
        ),
        ("El faro se apagó en 1990, según informó ayer el puerto.", [("1990", "El faro se apagó")]),
        ("El faro se apagará, según informó ayer el puerto.", [("2024-06-11", "El faro se apagará")]),
        (
            "Según un estudio publicado el martes, el lago perdió sus peces entre 1990 y 2010.",
            [("1990/2010", "El lago perdió sus peces")],
        ),
    ],
)
def test_the_day_of_a_source_is_not_that_of_what_it_says(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("El teatro iba a abrir en 2020.", []),
        ("El teatro va a abrir en 2025.", ["2025"]),
        ("El tranvía debía llegar al puerto en 2019.", []),
        ("Si el club gana el domingo, subirá.", []),
        ("El partido dejará el Gobierno si pierde la votación del jueves.", []),
        ("El mercado suele cerrar en agosto.", []),
        ("El mercado cerró en agosto.", ["2023-08"]),
        ("La causa del incendio del lunes sigue sin conocerse.", []),
        ("El fiscal lo acusa de robar un cuadro en 2019.", []),
        ("Dos hombres han sido detenidos por el robo de la semana pasada.", ["2024-06-12"]),
        ("Dos hombres fueron detenidos la semana pasada.", ["2024-06-03/2024-06-09"]),
        ("No fue hasta 1975 cuando abrió el museo.", ["1975"]),
        ("Un camión volcó el lunes en Loja. El conductor trabajaba en una mina.", ["2024-06-10"]),
        ("Un camión volcó el lunes en Loja. El conductor saltó de la cabina.", ["2024-06-10", "2024-06-10"]),
    ],
)
def test_what_did_not_happen_or_is_older(text: str, dates: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text, "es")] == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "El alcalde visitó ayer la zona del terremoto del domingo. El sismo derribó 40 casas.",
            ["2024-06-11", "2024-06-09"],
        ),
        ("El Senado condenó ayer el atentado del lunes. La sala guardó silencio.", ["2024-06-11", "2024-06-11"]),
        ("El alcalde visitó ayer la feria del domingo. El sismo derribó 40 casas.", ["2024-06-11", "2024-06-11"]),
    ],
)
def test_the_day_that_owns_what_news_is_about(text: str, dates: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text, "es")] == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("El pacto, firmado en 2010, expira en agosto.", ["2024-08", "2010"]),
        ("El equipo que juega en Loja ganó el viernes.", ["2024-06-07"]),
        ("El sindicato cerró la mina y vuelve al trabajo el viernes.", ["2024-06-12", "2024-06-14"]),
    ],
)
def test_what_a_timetable_tells_looks_ahead(text: str, dates: list[str]) -> None:
    assert [edtf for edtf, _ in titled(text, "es")] == dates


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # The article of a day is its own, so that nothing stands between it and a participle.
        (
            "La guerrilla liberó el viernes a los dos ingenieros secuestrados el 14 de abril.",
            [
                ("2024-06-07", "La guerrilla liberó a los dos ingenieros"),
                ("2024-04-14", "Los dos ingenieros fueron secuestrados"),
            ],
        ),
        (
            "El Senado aprobó la reforma tras el acuerdo alcanzado el martes.",
            [("2024-06-12", "El Senado aprobó la reforma tras el acuerdo"), ("2024-06-11", "El acuerdo fue alcanzado")],
        ),
        (
            "El ministro dimitió por el informe publicado el lunes.",
            [("2024-06-12", "El ministro dimitió por el informe"), ("2024-06-10", "El informe fue publicado")],
        ),
        # Number and gender tell which noun is meant.
        (
            "La Audiencia absolvió el lunes a los tres acusados del robo cometido en 2019.",
            [("2024-06-10", "La Audiencia absolvió a los tres acusados del robo"), ("2019", "El robo fue cometido")],
        ),
        (
            "La Audiencia absolvió el lunes a los tres acusados del robo detenidos en 2019.",
            [
                ("2024-06-10", "La Audiencia absolvió a los tres acusados del robo"),
                ("2019", "Los tres acusados del robo fueron detenidos"),
            ],
        ),
        (
            "El buzo halló ayer la campana del barco fundida en 1740.",
            [("2024-06-11", "El buzo halló la campana del barco"), ("1740", "La campana del barco fue fundida")],
        ),
        (
            "El perro halló ayer al pastor desaparecido en mayo.",
            [("2024-06-11", "El perro halló al pastor"), ("2024-05", "El pastor desapareció")],
        ),
        ("Dos hombres han sido detenidos el lunes.", [("2024-06-10", "Dos hombres han sido detenidos")]),
        ("El alcalde fue visto herido el lunes.", [("2024-06-10", "El alcalde fue visto herido")]),
    ],
)
def test_a_participle_with_its_day_tells_of_what_it_agrees_with(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "El Ayuntamiento abrió ayer la sala, cuyas obras empezaron en 2019.",
            [("2024-06-11", "El Ayuntamiento abrió la sala"), ("2019", "Las obras de la sala empezaron")],
        ),
        (
            "La firma vendió ayer el banco, cuyo fundador murió en 1999.",
            [("2024-06-11", "La firma vendió el banco"), ("1999", "El fundador del banco murió")],
        ),
        (
            "La firma ganó 20 millones en 2022, lejos de los 35 millones que ganó en 2019.",
            [("2022", "La firma ganó 20 millones, lejos de los 35 millones"), ("2019", "Ganó los 35 millones")],
        ),
        (
            "La Policía detuvo ayer a los dos hombres que asaltaron un yate en 2021.",
            [("2024-06-11", "La Policía detuvo a los dos hombres"), ("2021", "Los dos hombres asaltaron un yate")],
        ),
        (
            "Vendió la finca en 1810 a su hermano, quien la perdió en 1815.",
            [("1810", "Vendió la finca a su hermano"), ("1815", "Su hermano la perdió")],
        ),
        (
            "Telmar compró la mina en 2015 y la vendió cuatro años más tarde.",
            [("2015", "Telmar compró la mina"), ("2019", "Telmar la vendió")],
        ),
        (
            "El exministro fue extraditado el lunes a Chile, donde será juzgado en septiembre.",
            [("2024-06-10", "El exministro fue extraditado a Chile"), ("2024-09", "El exministro será juzgado")],
        ),
        (
            "Fue detenido en Lyon en 1944 y llevado a Vichy, donde murió en 1945.",
            [("1944", "Fue detenido en Lyon y llevado a Vichy"), ("1945", "Murió")],
        ),
        (
            "Los restos fueron hallados en 1994 por un pastor y trasladados al museo en 1996.",
            [("1994", "Los restos fueron hallados por un pastor"), ("1996", "Los restos fueron trasladados al museo")],
        ),
    ],
)
def test_who_is_told_of_behind_a_relative_or_an_object(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Habiendo ganado la alcaldía en 2016, Torres se retiró en 2020.",
            [("2016", "Torres había ganado la alcaldía"), ("2020", "Torres se retiró")],
        ),
        (
            "El alcalde ganó en 2020, habiendo perdido en 2016.",
            [("2020", "El alcalde ganó"), ("2016", "El alcalde había perdido")],
        ),
        (
            "El grupo nació en 1998, convirtiéndose en 2001 en el más popular del país.",
            [("1998", "El grupo nació"), ("2001", "El grupo se convirtió en el más popular del país")],
        ),
        (
            "Los socios fundaron la firma en 1951, vendiéndola en 1960.",
            [("1951", "Los socios fundaron la firma"), ("1960", "Los socios la vendieron")],
        ),
        (
            "Ingresó en la academia en 1951, llegando a ser su director en 1960.",
            [("1951", "Ingresó en la academia"), ("1960", "Llegó a ser su director")],
        ),
        (
            "El pirómano huyó el martes, provocando un incendio.",
            [("2024-06-11", "El pirómano huyó, provocando un incendio")],
        ),
    ],
)
def test_a_gerund_tells_of_a_deed_of_its_own_where_it_has_a_year(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Reinó desde 1902 hasta su muerte en 1931.", [("1902/1931", "Reinó hasta su muerte")]),
        ("Vivió en Roma desde 1902 hasta 1931.", [("1902/1931", "Vivió en Roma")]),
        (
            "El aeropuerto canceló 120 vuelos entre el viernes y el domingo.",
            [("2024-06-07/2024-06-09", "El aeropuerto canceló 120 vuelos")],
        ),
        ("El valle creció un 12% en la década hasta 2010.", [("2001/2010", "El valle creció un 12%")]),
        (
            "Los vecinos tienen hasta el 5 de julio para opinar.",
            [("2024-07-05", "Los vecinos tienen hasta el 5 de julio para opinar")],
        ),
        ("El vuelo no saldrá antes del jueves.", [("2024-06-13", "El vuelo no saldrá antes del jueves")]),
        ("El vuelo saldrá antes del jueves.", [("2024-06-13", "El vuelo saldrá")]),
        ("El temporal continuó hasta el domingo.", [("2024-06-09", "El temporal continuó hasta el domingo")]),
        ("El molino funcionó hasta 1915.", [("1915", "El molino funcionó hasta 1915")]),
        ("El molino vendió harina hasta 1915.", [("1915", "El molino vendió harina")]),
        (
            "La torre no se terminó hasta el 3 de mayo de 1880.",
            [("1880-05-03", "La torre no se terminó hasta el 3 de mayo de 1880")],
        ),
        ("El castillo fue alzado en torno a 1820 por el conde.", [("1820~", "El castillo fue alzado por el conde")]),
    ],
)
def test_stretches_and_limits(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("La última ejecución tuvo lugar en 1975.", [("1975", "La última ejecución tuvo lugar")]),
        ("Última actualización: 3 de mayo de 2024.", []),
        ("El grupo cerró 2023 con pérdidas.", [("2023", "El grupo cerró 2023 con pérdidas")]),
        ("El grupo cerró en 2023 con pérdidas.", [("2023", "El grupo cerró con pérdidas")]),
        ("La sonda despegará no antes del 15 de septiembre.", [("2024-09-15", "La sonda despegará")]),
        (
            "El diario El Faro, fundado en 1870 y clausurado en 1936, volvió a la calle en 1977.",
            [
                ("1977", "El diario El Faro volvió a la calle"),
                ("1870", "El diario El Faro fue fundado"),
                ("1936", "El diario El Faro fue clausurado"),
            ],
        ),
        (
            "La ley fue derogada en 2012 por el nuevo Gobierno, que la había recurrido un año antes.",
            [("2012", "La ley fue derogada por el nuevo Gobierno"), ("2011", "El nuevo Gobierno la había recurrido")],
        ),
        (
            "En 2007 fue nominada al premio y en 2009 lo ganó.",
            [("2007", "Fue nominada al premio"), ("2009", "Lo ganó")],
        ),
        (
            "Un estudio publicado el jueves revela que el glaciar menguó entre 1980 y 2020.",
            [("2024-06-06", "Un estudio publicado revela que el glaciar menguó"), ("1980/2020", "El glaciar menguó")],
        ),
    ],
)
def test_what_is_named_with_a_year_and_what_is_said(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("En 1536 Mendoza llegó al valle.", [("1536", "Mendoza llegó al valle")]),
        ("La sala compró 1536 Leones en 1900.", [("1900", "La sala compró 1536 Leones")]),
        (
            "La villa, a la que se le otorgó el título de ciudad en 1796, ardió en 1808.",
            [("1796", "Se le otorgó el título de ciudad"), ("1808", "La villa ardió")],
        ),
        (
            "El concurso en el que participó Ana Sanz en 2010 fue anulado ayer.",
            [("2024-06-11", "El concurso fue anulado"), ("2010", "Participó Ana Sanz")],
        ),
        (
            "Asistió a la boda en la que murió su hermano en 1999.",
            [("2024-06-12", "Asistió a la boda"), ("1999", "Murió su hermano")],
        ),
        (
            "Los cuatro detenidos -tres por daños y otro por robo- fueron interrogados el lunes en Lugo.",
            [("2024-06-10", "Los cuatro detenidos fueron interrogados en Lugo")],
        ),
        (
            "Un equipo policial, compuesto por el jefe y varios inspectores, detuvo el lunes a un pirata en una casa.",
            [("2024-06-10", "Un equipo policial detuvo a un pirata en una casa")],
        ),
        (
            "En 1536 Pedro de Mendoza llegó al Río de la Plata y, junto a sus orillas, fundó la villa de Buenos Aires.",
            [("1536", "Pedro de Mendoza llegó al Río de la Plata")],
        ),
        (
            "Las ventas sumaron 20 millones en mayo, una caída respecto a los 21 millones de abril de 2010.",
            [("2024-05", "Las ventas sumaron 20 millones")],
        ),
    ],
)
def test_what_is_put_in_and_governed_relatives(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "La tormenta se formó el martes frente a Honduras y podría morir el viernes.",
            [("2024-06-11", "La tormenta se formó frente a Honduras"), ("2024-06-14", "La tormenta podría morir")],
        ),
        (
            "Dos hombres murieron en el choque ocurrido el lunes en Lugo.",
            [("2024-06-10", "Dos hombres murieron en el choque ocurrido en Lugo")],
        ),
        (
            "La policía busca al autor del robo cometido el viernes.",
            [("2024-06-07", "El robo fue cometido")],
        ),
        ("El ladrón será juzgado el viernes.", [("2024-06-14", "El ladrón será juzgado")]),
        (
            "El Consejo, reunido el lunes en Lugo, aprobó la ley.",
            [("2024-06-12", "El Consejo aprobó la ley"), ("2024-06-10", "El Consejo se reunió en Lugo")],
        ),
        (
            "El poeta vivió en Granada, ciudad en la que falleció en 1962.",
            [("1962", "El poeta falleció")],
        ),
        (
            "La obra se estrenó en 1987 en Lugo, donde se representó hasta 1991.",
            [("1987", "La obra se estrenó en Lugo"), ("1991", "Se representó")],
        ),
        ("A lo largo del siglo XVIII, la ciudad menguó.", [("17XX", "La ciudad menguó")]),
    ],
)
def test_days_with_their_articles(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "La directora, ganadora de un premio en 2009, rodará su película en otoño.",
            [("2024-23", "La directora rodará su película")],
        ),
        (
            "El cuadro robado en 1990 apareció ayer en Turín.",
            [("2024-06-11", "El cuadro apareció en Turín"), ("1990", "El cuadro fue robado")],
        ),
        ("El perro dormido el lunes ladró ayer.", [("2024-06-11", "El perro dormido ladró")]),
        (
            "El atleta batió el sábado el récord de España, que databa de 1998.",
            [("2024-06-08", "El atleta batió el récord de España"), ("1998", "El récord de España databa de 1998")],
        ),
        (
            "La petición fue denegada el 2 de abril, decisión que la defensa recurrió una semana después.",
            [("2024-04-02", "La petición fue denegada"), ("2024-04-09", "La defensa recurrió")],
        ),
        (
            "El rey lo nombró marqués en 1710, título con el que firmó la paz en 1713.",
            [("1710", "El rey lo nombró marqués"), ("1713", "Firmó la paz")],
        ),
        (
            "La selección viajó el lunes a Turín, donde debutará el sábado ante Croacia.",
            [("2024-06-10", "La selección viajó a Turín"), ("2024-06-15", "La selección debutará ante Croacia")],
        ),
        (
            "Ana fue detenida en mayo y liberada ayer.",
            [("2024-05", "Ana fue detenida"), ("2024-06-11", "Ana fue liberada")],
        ),
    ],
)
def test_what_describes_a_subject_or_renames_what_was_told(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "El ministro dimitió el lunes tras reconocer que había mentido en marzo.",
            [("2024-06-10", "El ministro dimitió"), ("2024-03", "El ministro había mentido")],
        ),
        (
            "La firma negó el informe en mayo, diciendo que la planta abrirá en julio.",
            [("2024-05", "La firma negó el informe, diciendo que la planta abrirá"), ("2024-07", "La planta abrirá")],
        ),
        (
            "El puente fue inaugurado en 1894, destruido en la guerra y reconstruido en 1941.",
            [("1894", "El puente fue inaugurado"), ("1941", "El puente fue reconstruido")],
        ),
        (
            "El convento, cuya construcción se inició en 1580, fue vendido el lunes.",
            [("2024-06-10", "El convento fue vendido"), ("1580", "La construcción del convento se inició")],
        ),
        (
            "Vendió el diario en 1870. Tres años después de eso murió.",
            [("1870", "Vendió el diario"), ("1873", "Murió")],
        ),
    ],
)
def test_what_was_admitted_and_what_goes_on(text: str, told: list[tuple[str, str]]) -> None:
    assert titled(text, "es") == told
