"""The comparison form of a name: what is left when spelling habits are taken away. Display is always as given."""

#: Letters that Unicode does not take apart into a letter and an accent.
_WHOLE_LETTERS = (
    ("ł", "l"),
    ("ø", "o"),
    ("đ", "d"),
    ("ð", "d"),
    ("ı", "i"),
    ("þ", "th"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
)


def sql_for_folded(text: str) -> str:
    """SQL for the folded form of the SQL text expression `text`: lower case, no accents, letters only.

    O’Neill, O'Neill and ONEILL become `oneill`; Siân becomes `sian`; Smith-Jones and Smith Jones become `smithjones`.
    Letters of every script are kept. Null when no letter is left.
    """
    folded = f"lower({text})"
    for letter, plain in _WHOLE_LETTERS:
        folded = f"replace({folded}, '{letter}', '{plain}')"
    return rf"nullif(regexp_replace(strip_accents({folded}), '[^\p{{L}}]', '', 'g'), '')"


def sql_for_folded_parts(text: str) -> str:
    """SQL for the list of folded parts of a name, split at spaces and hyphens; an empty list when there is none."""
    parts = rf"regexp_split_to_array(coalesce({text}, ''), '[\s\-‐‑–]+')"
    return f"list_filter(list_transform({parts}, lambda part: {sql_for_folded('part')}), lambda part: part IS NOT NULL)"
