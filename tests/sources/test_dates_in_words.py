"""Uncertain dates are said in plain English."""

import pytest

from sources.dates import in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-12-17", "17 December 2017"),
        ("2017-10", "October 2017"),
        ("2017", "2017"),
        ("2015~", "about 2015"),
        ("2017-12-17?", "possibly 17 December 2017"),
        ("2017-21", "spring 2017"),
        ("2017-12-XX", "December 2017"),
        ("/2017-12-07", "by 7 December 2017"),
        ("../2017-12-07", "by 7 December 2017"),
        ("2018-01/..", "since January 2018"),
        ("2018-01-01~/2018-01-02", "about 1–2 January 2018"),
        ("2017-05/2017-05-22", "May 2017, by the 22nd"),
        ("2017-10-01/2017-10-13", "1–13 October 2017"),
        ("2017-07~/2018-01~", "between about July 2017 and about January 2018"),
        ("2017-01-01/2017-03-03", "between 1 January and 3 March 2017"),
        ("2017-01~/2017-03-03", "between about January and 3 March 2017"),
        ("2015-01~/2015-04~", "between about January and about April 2015"),
        ("2017-21/2017-22", "between spring and summer 2017"),
        ("2017/2017-03", "between 2017 and March 2017"),
        ("2017-03/2018", "between March 2017 and 2018"),
        ("201X", "201X"),
        ("", "date not known"),
    ],
)
def test_a_date_reads_as_people_say_it(text: str, words: str) -> None:
    assert in_words(text) == words
