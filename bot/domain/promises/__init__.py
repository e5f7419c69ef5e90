"""What a promise holds beside its subject, a class for each kind: codes, numbers, our own words.

Never what a person wrote. :mod:`bot.domain.promises.kinds` names the class of each kind.
"""
