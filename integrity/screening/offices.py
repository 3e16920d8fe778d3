"""Which offices a round can be for, and the words that people use for them."""

from integrity.screening.models import SelectionRound
from portal.organisations.enums import Kind
from portal.questionnaires.enums import Office

OF_BODY = {
    Kind.MUNICIPALITY: (Office.COUNCILLOR, Office.ALDERMAN),
    Kind.PROVINCE: (Office.PROVINCIAL_COUNCILLOR, Office.PROVINCIAL_EXECUTIVE),
    Kind.WATER_BOARD: (Office.WATER_BOARD_MEMBER, Office.WATER_BOARD_EXECUTIVE),
}
# As `plain` leaves them, besides the office's own name in the language of the page.
WORDS = {
    Office.COUNCILLOR: "raadslid gemeenteraadslid councillor councilmember municipalcouncillor",
    Office.ALDERMAN: "wethouder alderman",
    Office.PROVINCIAL_COUNCILLOR: "statenlid provincialestatenlid lidprovincialestaten provincialcouncillor",
    Office.PROVINCIAL_EXECUTIVE: "gedeputeerde provincialexecutive provincialexecutivemember",
    Office.WATER_BOARD_MEMBER: "lidalgemeenbestuur algemeenbestuur lidab waterboardmember "
    "lidvanhetalgemeenbestuurvaneenwaterschap",
    Office.WATER_BOARD_EXECUTIVE: "liddagelijksbestuur dagelijksbestuur liddb heemraad waterboardexecutive "
    "lidvanhetdagelijksbestuurvaneenwaterschap",
}
_meaning = {word: office for office, words in WORDS.items() for word in words.split()}


def plain(words: str) -> str:
    """Return words as they are compared: small letters and digits only."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def offices_of(selection: SelectionRound) -> tuple[Office, ...]:
    """Return the offices a candidate of this round can be for, in the order of OF_BODY; needs its `body`."""
    return tuple(office for office in OF_BODY[Kind(selection.body.kind)] if office in selection.offices)


def office_called(words: str) -> Office | None:
    """Return the office that people mean by `words`; None when nobody would know."""
    known = {plain(str(label)): Office(value) for value, label in Office.choices}
    return _meaning.get(plain(words)) or known.get(plain(words))
