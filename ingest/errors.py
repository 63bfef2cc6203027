"""What can go wrong with a document, told in Korean with the next step.

MundapError                 every error that mundap raises on purpose
└─ IngestError
   ├─ NothingToRead         no path, or no readable file under it
   ├─ UnreadableDocument    one file that cannot be read
   │  ├─ EmptyDocument
   │  ├─ NotText            binary, or a format that is not read
   │  ├─ LockedDocument     behind a password, or locked for distribution
   │  ├─ UnknownEncoding
   │  └─ SplitMismatch      the splitter changed the text it was given
   └─ ManifestBroken        the corpus manifest is not what it should be
"""


class MundapError(Exception):
    """Base of every error raised on purpose; ``str(error)`` is a Korean message for the person who asked."""


class IngestError(MundapError):
    """Base of the errors of reading and splitting documents."""


class NothingToRead(IngestError):
    """No document was found where one was expected."""


class UnreadableDocument(IngestError):
    """One file cannot be read; the others still can."""


class EmptyDocument(UnreadableDocument):
    """The file holds no visible text."""


class NotText(UnreadableDocument):
    """The file is binary, or of a format that is not read."""


class LockedDocument(UnreadableDocument):
    """The file is behind a password, or locked for distribution."""


class UnknownEncoding(UnreadableDocument):
    """The bytes are text in an encoding that is not read."""


class ManifestBroken(IngestError):
    """The manifest of a folder cannot be understood."""


class SplitMismatch(UnreadableDocument):
    """A sentence that the splitter returned is not in the text it was given."""
