"""Documents out: one neutral report, written as CSV, XLSX, DOCX, PDF; and dates as iCalendar.

A domain says what it wants to show as a ``Report``; it never knows a file format. The writers
build every file anew, so nothing hidden in a source travels along.
"""
