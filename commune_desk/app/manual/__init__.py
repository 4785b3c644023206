"""Making the illustrated manual: its tasks are played on a real window.

Only the command that writes it comes here: what is delivered has no QtTest.
"""
