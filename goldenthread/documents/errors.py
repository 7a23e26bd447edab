"""What goes wrong with files that people send, said in one plain sentence."""


class Refused(Exception):
    """The file cannot be taken. The message is one sentence for the person who sent it."""

    @property
    def sentence(self) -> str:
        return str(self)


class ReadingFailed(Refused):
    """The file passed the gate, and yet the reader gave up, ran out of time or memory, or died."""
