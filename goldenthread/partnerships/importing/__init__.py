"""Lists of organisations, people and appointments from a spreadsheet: what each row would do, before anything is done.

``sheet`` reads the cells, ``columns`` says which columns there are, ``judging`` finds the outcome of each row.
"""
