"""Copies of a dossier: when they are made, which are kept, what they are worth."""
