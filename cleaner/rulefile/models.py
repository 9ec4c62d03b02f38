"""The rule file format as pydantic models; the JSON Schema is made from them."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cleaner.folding import FoldName
from cleaner.rule import Zone

CaptureField = Literal["author", "date", "page_date", "source", "tags", "section", "title", "caption", "updated"]
FeatureName = Literal[
    "announced",
    "apart",
    "blank",
    "bullet",
    "columns",
    "dashed",
    "dated",
    "doubled",
    "echoed",
    "ellipsis",
    "foreign",
    "joined",
    "label",
    "latin",
    "link",
    "listed",
    "mentioned",
    "number",
    "numbered",
    "paused",
    "prose",
    "repeated",
    "sentence",
    "stamp",
    "stopped",
    "subheading",
    "teaser",
    "twin",
    "verse",
]


# What lint doubts, and (idle, shadowed) what a corpus may show of a rule.
Doubt = Literal[
    "catch-all",
    "duplicate",
    "idle",
    "no-cases",
    "no-sentence",
    "one-word",
    "overlap",
    "shadowed",
    "word-boundary",
]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_lists(value: object) -> object:
    return {"strip": value.get("strip"), "keep": value.get("keep")} if isinstance(value, dict) else value


Strings = Annotated[list[str], BeforeValidator(_as_list)]
Features = Annotated[list[FeatureName], BeforeValidator(_as_list)]


class Strict(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WhereSpec(Strict):
    """Where a line must stand for the rule to claim it; all conditions must hold."""

    zone: Zone = "anywhere"
    lines: int | None = Field(None, ge=1, description="among the first (zone tail: last) so many shown lines")
    after_body: int = Field(0, ge=0, description="at least so many lines of running text stand above")
    before: Strings = Field([], description="the next shown line is claimed by one of these rules or groups")
    after: Strings = Field([], description="the previous shown line is claimed by one of these rules or groups")
    beside: Strings = Field([], description="the previous or the next shown line is")
    over: Strings = Field([], description="some line further down is claimed by one of these rules or groups")
    under: Strings = Field([], description="some line further up is claimed by one of these rules or groups")
    alone: bool = Field(False, description="neither neighbour line matches this rule too")
    sole: bool = Field(False, description="no other line of the zone matches this rule too")
    has: Features = Field([], description="the line itself has all of these features")
    lacks: Features = Field([], description="the line itself has none of these features")
    above: Features = Field([], description="the previous shown line has one of these features")
    below: Features = Field([], description="the next shown line has one of these features")


class GuardSpec(Strict):
    """What stops a rule that matched; reported as refused."""

    max_share: float = Field(0.7, gt=0, le=1, description="most of the running text that a claim may take")
    min_body_left: int = Field(2, ge=0, description="lines of running text that must be left")
    max_lines: int | None = Field(None, ge=1, description="most shown lines that a claim may take")
    next: Features = Field([], description="features of which the next shown line must have one")


class EndSpec(Strict):
    """One way for a block to end: ``to`` or ``while``."""

    to: Strings = Field([], description="landmark, end, or rules or groups up to whose line the block runs")
    while_: Features = Field([], alias="while", description="features of which each further line must have one")
    if_after: Strings = Field([], description="rules or groups, one of which claimed the line above the block")
    max_lines: int | None = Field(None, ge=1)
    headlines: bool = Field(False, description="the lines are headlines: a word alone ends the list")

    @model_validator(mode="after")
    def _one_way(self) -> "EndSpec":
        if bool(self.to) == bool(self.while_):
            raise ValueError("an end has either 'to' or 'while'")
        return self


class ShapeSpec(Strict):
    """A line known by its form."""

    has: Features = []
    lacks: Features = []
    min_words: int = Field(0, ge=0)
    max_words: int = Field(10_000, ge=0)
    unclaimed: bool = Field(False, description="leave out lines that rules without conditions on others hit")
    run: int = Field(1, ge=1, description="so many shown lines of this form must stand on end")
    holding: Strings = Field([], description="rules or groups that must hold lines of the run")
    at_least: int = Field(1, ge=1, description="how many lines of the run they must hold")
    share: float = Field(0, ge=0, le=1, description="what share of the run they must hold")
    from_held: bool = Field(False, description="the run counts from the first line that they hold")
    to_held: bool = Field(False, description="the run counts up to the last line that they hold")
    to_end: bool = Field(False, description="the run must go on to the last shown line")
    breaks: Features = Field([], description="features of lines that part a run in two where no rule hits them")
    gap: int = Field(10_000, ge=0, description="more lines on end that no rule hits part a run in two")


class WordsSpec(Strict):
    """A line made of the words of a vocabulary, in whatever order."""

    telling: Strings = Field(min_length=1, description="words that bodies seldom hold so close together")
    filling: Strings = Field([], description="words that may stand between them")
    at_least: int = Field(2, ge=1, description="how many different telling words a line must have")
    share: float = Field(1, gt=0.5, le=1, description="what share of the words must be of either kind")
    min_words: int = Field(1, ge=1)
    max_words: int = Field(20, ge=1)


class RepeatSpec(Strict):
    """A line that many documents of the surveyed corpus carry."""

    min_share: float = Field(0.1, gt=0, le=1, description="of the documents of the page's site")
    min_documents: int = Field(5, ge=2, description="a smaller site says nothing")


class HeadlineSpec(Strict):
    """The page's own headline, told from the lines around it."""

    alone: bool = Field(False, description="also without a date, byline or other known line beside it")
    echoed: bool = Field(False, description="only where the text repeats its words, whatever stands beside it")


class CreditSpec(Strict):
    """A line that says who wrote, and where, for whom or when."""

    signed: bool = Field(True, description="with the name of a person; else with the day and no name")


class ExamplesSpec(Strict):
    """Lines that the rule must claim and lines that it must not; both are required."""

    strip: Strings = Field(min_length=1)
    keep: Strings = Field(min_length=1)


class CaseSpec(Strict):
    """A marked text: each line starts with ``= `` (kept) or ``- `` (stripped by this rule)."""

    name: str
    text: str


class NamedSpec(Strict):
    """What a rule is called."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="slug; the full id is <set>/<slug>")
    message: str = Field(min_length=1, description="what a reader of the report sees")
    group: str = Field("", description="kind of chrome, by which other rules may refer to this one")


class MatcherSpec(Strict):
    """What a rule looks for: a field for each kind of rule, of which just one is given."""

    line: Strings | None = None
    start: Strings | None = None
    prefix: Strings | None = None
    suffix: Strings | None = None
    shape: ShapeSpec | None = None
    words: WordsSpec | None = None
    same_as: CaptureField | None = None
    opens_with: CaptureField | None = None
    repeat: RepeatSpec | None = None
    keep: Strings | None = None
    headline: HeadlineSpec | None = None
    credit: CreditSpec | None = None
    regex: Strings | None = None
    css: Strings | None = None
    xpath: Strings | None = None


MATCHER_KEYS = tuple(MatcherSpec.model_fields)


class RuleSpec(MatcherSpec, NamedSpec):
    """One rule: exactly one matcher, what stops it, what it captures, and its examples."""

    end: list[EndSpec] = []
    where: WhereSpec = WhereSpec.model_construct()
    guard: GuardSpec = GuardSpec.model_construct()
    capture: dict[CaptureField, str] = Field({}, description="field: name of a hole, or line for the whole line")
    landmark: bool | None = Field(None, description="blocks end above it; every start is a landmark")
    embedded: bool = Field(False, description="running text in the block is another article, kept as a document")
    guess: bool = Field(False, description="its captures count only where no other rule captured the field")
    severity: Literal["error", "warning", "info", "off"] = "error"
    fix: Literal["safe", "unsafe", "none", "protect"] = "safe"
    note: str = Field("", description="why the rule is as it is")
    accept: dict[Doubt, Annotated[str, Field(min_length=12)]] = Field(
        {}, description="doubts about the rule that are all right, each with the reason"
    )
    examples: ExamplesSpec
    cases: list[CaseSpec] = []

    @property
    def matcher(self) -> str:
        """Name of the one matcher key."""
        return next(key for key in MATCHER_KEYS if getattr(self, key) is not None)

    @model_validator(mode="after")
    def _one_matcher(self) -> "RuleSpec":
        found = [key for key in MATCHER_KEYS if getattr(self, key) is not None]
        if len(found) != 1:
            raise ValueError(f"a rule has exactly one matcher of {', '.join(MATCHER_KEYS)}; this one has "
                             f"{' and '.join(found) if found else 'none'}")  # fmt: skip
        if self.end and found != ["start"]:
            raise ValueError(f"'end' belongs to 'start', not to {found[0]!r}")
        conditions = [key for key in ("before", "after", "beside", "over", "under") if getattr(self.where, key)]
        if (found == ["keep"] or self.fix == "protect") and conditions:
            # The neighbour would be cut, and from the next pass on nothing would protect the line.
            reason = "what it asks for may be cut; name the line"
            raise ValueError(f"a rule that protects lines cannot ask for {conditions[0]!r}: {reason}")
        if found == ["start"] and not self.end:
            raise ValueError("a 'start' rule needs 'end': say how the block ends")
        return self


class SiteSpec(Strict):
    """Which pages a site file is for: by host, or by lines that only this site prints."""

    hosts: list[str] = []
    seen: list[str] = []
    at_least: int = Field(1, ge=1)


class RuleFileSpec(Strict):
    """A rule file."""

    cleaner: Literal[1] = Field(description="format version")
    set: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="prefix of the rule ids")
    lang: Strings = []
    fold: FoldName = "arabic"
    needs: str = Field("", description="version of cleaner that the file needs, such as '>=0.1'")
    site: SiteSpec | None = None
    extends: Strings = Field([], description="sets that must be loaded too")
    disable: Strings = Field([], description="rules of other files that are off where this file applies")
    rules: list[RuleSpec] = []

    @model_validator(mode="before")
    @classmethod
    def _version(cls, data: object) -> object:
        if isinstance(data, dict) and data.get("cleaner") == "1":
            return {**data, "cleaner": 1}
        return data
