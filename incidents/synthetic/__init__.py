"""Synthetic incidents in any number, for trying the site at size: marked as such in every row, never beside real ones.

They are facts of nobody's: words are drawn by chance from a neutral vocabulary, and only the places are real. Rows are
written in bulk, without history and without Django's signals; reports carry neither counts nor attributions of their
own, and attributions name no citations. So a headline is not what its reports would resolve to.
"""
