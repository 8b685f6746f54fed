"""Steps in words: the catalogue's sentences with quantities and amounts filled in."""

from decimal import Decimal
from typing import Any

from monev.counterfactual.scene import Option, Scene
from monev.printing import number, rupiah
from monev.wording import Wording


def sentence(scene: Scene, option: Option, quantity: int) -> Wording:
    """Return a step as a region would read it: what to do, and what it costs or why not."""
    amount = option.amount_idr(quantity)
    note = option.price.note
    detail = option.detail(quantity)
    worth = Decimal(quantity * option.lever.unit_size)
    indonesian = option.lever.sentence.id.format(
        quantity=number(quantity),
        months=option.months,
        group=group_title(scene, option.group).id,
        detail=detail.id,
        rupiah=rupiah(worth),
    )
    english = option.lever.sentence.en.format(
        quantity=number(quantity, language="en"),
        months=option.months,
        group=group_title(scene, option.group).en,
        detail=detail.en,
        rupiah=rupiah(worth, "en"),
    )
    if amount:
        return Wording(
            id=f"{indonesian} = {rupiah(amount)}", en=f"{english} = {rupiah(amount, 'en')}"
        )
    return Wording(id=f"{indonesian} ({note.id})", en=f"{english} ({note.en})")


def arithmetic(option: Option, quantity: int) -> str:
    """Return the sum behind an amount, as `6164 x 12 x 16800 = 1242662400`; empty without one."""
    amount = option.amount_idr(quantity)
    if not amount:
        return ""
    factors = [str(one) for one in (quantity, *option.price.factors) if one != 1]
    return f"{' x '.join(factors or ['1'])} = {amount}"


def group_title(scene: Scene, code: str) -> Wording:
    """Return what a group is called; all workers where a line names none."""
    for one in scene.rules.rubric.segments.segments:
        if one.code == code:
            return Wording(id=_within(one.title_id), en=_within(one.title_en))
    return Wording(id="pekerja", en="workers")


def _within(title: str) -> str:
    """Return a title as it stands within a sentence; abbreviations keep their capitals."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def filled(words: Wording, **values: Any) -> Wording:
    """Return both languages with their placeholders filled from (id, en) wordings or plain text."""

    def text(language: str) -> str:
        plain = {
            key: getattr(one, language) if isinstance(one, Wording) else one
            for key, one in values.items()
        }
        return str(getattr(words, language)).format(**plain)

    return Wording(id=text("id"), en=text("en"))
