"""What other apps need to let people answer: the form of a section, how values read, who else is there."""
