"""Names are found however they are written, and nothing else is."""

import pytest

from sources.withholding.forms import forms_in, forms_of, met, name_forms
from sources.withholding.words import words_of
from tests.sources.withholding import NAME, PERSIAN


def places(text: str, *, name: str = NAME, is_exact: bool = False) -> list[tuple[int, int]]:
    return met(forms_in(text), name_forms(name, is_exact=is_exact))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot Zmarak Testperson on Friday.",
        "Gunmen shot ZMARAK testPERSON on Friday.",
        "Gunmen shot Žmarák Tēstpêrson on Friday.",
        "Gunmen shot Ｚｍａｒａｋ Ｔｅｓｔｐｅｒｓｏｎ on Friday.",
        "Gunmen shot Testperson, Zmarak on Friday.",
        "Gunmen shot “Zmarak” Testperson’s on Friday.",
        "Gunmen shot Zmarak\nTestperson on Friday.",
        "Gunmen shot Zmarak\u00a0\r\n\tTestperson on Friday.",
        "Gunmen shot Zmerak Testpersson on Friday.",
        "Gunmen shot زمرک تستپرسون on Friday.",
        "Gunmen shot زَمَرك تستـپرسون on Friday.",
        "Gunmen shot Zm\u200barak Test\u00adperson on Friday.",
        "Gunmen shot Zmаrаk Testpersоn on Friday.",  # with Cyrillic а and о
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert places(text) == [(3, 4)]


@pytest.mark.parametrize(
    "text", ["Zmarak-Testperson", "zmarak_testperson", "ZmarakTestperson", "https://x.example/1/zmarak-testperson.html"]
)
def test_a_name_is_found_however_its_words_are_parted(text: str) -> None:
    assert places(text) == [(1, 1)]


def test_a_name_broken_at_the_end_of_a_line_is_found() -> None:
    assert places("They took Zmarak Test-\nperson away.") == [(3, 5)]


def test_a_name_given_in_arabic_script_is_found_in_latin() -> None:
    assert places("They took Zmarak Testperson away.", name=PERSIAN) == [(3, 4)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Abdul-Rahman Testperson", "Abdulrahman Testperson"),
        ("Mohammad Testperson", "Muhammed Testperson"),
        ("Saleem Testperson", "Salim Testperson"),
        ("Wahid Testperson", "Vaheed Testperson"),
        ("Khadija Testperson", "خدیجه تستپرسون"),
        ("Shahbaz Testperson", "شہباز تستپرسون"),
        ("Tahmina Testperson", "تهمینه تستپرسون"),
        ("ياسمين تستپرسون", "یاسمین تستپرسون"),
        ("Zmarak Gul Testperson", "Testperson, Zmarak Gul"),
        ("Zmarak Gul Testperson", "Gul Testperson, Zmarak"),
        ("Zmarak Gul Testperson", "Testperson Gul Zmarak"),
    ],
)
def test_spellings_and_orders_of_one_name_meet(name: str, text: str) -> None:
    assert places(text, name=name) and places(name, name=text)


@pytest.mark.parametrize(
    "text",
    [
        "", "– 17 –", "Zmarak", "Testperson", "Zmarak the Testperson", "Zmarakzai Testpersonabad",
        "Zmarak Testpersonal matters", "A testperson spoke; Zmarakullah answered.", "زمرکی تستپرسونی",
    ],
)
def test_what_is_not_the_name_is_let_be(text: str) -> None:
    assert places(text) == []


def test_a_name_of_one_word_is_found_as_a_word_and_never_inside_one() -> None:
    assert places("It was Testperson.", name="Testperson") == [(3, 3)]
    assert places("It was a Testpersonal.", name="Testperson") == []


def test_a_short_name_is_looked_for_as_spelled_only() -> None:
    assert {form[0] for form in name_forms("Ali Gul")} == {"="}
    assert places("Ali Gul", name="Ali Gul") and not places("We will call again.", name="Ali Gul")


def test_an_exact_name_meets_no_other_spelling() -> None:
    assert places("ZMARAK Testperson", is_exact=True) == [(1, 2)]
    assert places("Zmerak Testperson", is_exact=True) == places(PERSIAN, is_exact=True) == []


def test_a_name_inside_a_longer_one_is_told_once() -> None:
    forms = name_forms(NAME) | name_forms("Testperson")

    assert met(forms_in("Both Zmarak Testperson and Testperson."), forms) == [(2, 3), (5, 5)]


@pytest.mark.parametrize("word", ["in", "on", "and", "the"])
def test_a_form_is_long_enough_to_mean_somebody(word: str) -> None:
    assert list(forms_of(words_of(word))) == []


@pytest.mark.parametrize("most_words", [1, 2, 3, 6])
def test_shorter_names_alone_are_looked_for_where_the_list_has_no_longer_ones(most_words: int) -> None:
    text = "Gunmen shot Zmarak Gul Testperson in Kunduz on Friday."

    assert forms_in(text, most_words).items() <= forms_in(text).items()
    assert bool(met(forms_in(text, most_words), name_forms("Zmarak Gul Testperson"))) == (most_words > 0)
