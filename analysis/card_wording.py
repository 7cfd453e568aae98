"""What a card says, field by field, of what its theme's reports share."""

from analysis.card_story import Material, tell_story
from analysis.card_texts import CardTexts
from config.limits import LANGUAGES


def write_texts(
    material: Material, texts: CardTexts, language: str, variant: int
) -> dict[str, str | list[str]]:
    """The texts of a card in one language, each named with it.

    Args:
        material: what is shared.
        texts: the sentences.
        language: of the texts.
        variant: which of several openings and closings; any number.
    """
    lead = "card" if material.strength else "factor"
    code = "strength" if material.strength else material.leading
    fields: dict[str, str | list[str]] = {
        "title": _title(texts.line(lead, code, f"title_{language}"), material, language),
        "synopsis": _synopsis(material, texts, language),
        "story": tell_story(material, texts, language, variant),
        "decision": texts.line(lead, code, f"decision_{language}"),
        "dilemma": texts.line(lead, code, f"dilemma_{language}"),
        "questions": _questions(material, texts, language),
        "recognition": texts.line(lead, code, f"recognition_{language}"),
        "helped": _helped(material, texts, language),
        "limits": texts.line("card", "frame", f"{_limits(material)}_{language}"),
    }
    return {f"{name}_{language}": value for name, value in fields.items()}


def _title(title: str, material: Material, language: str) -> str:
    """What it is about, and where it takes place when that is shared."""
    if material.scene is None:
        return title
    where = material.scene.line("title", language)
    if title.endswith("?"):
        return f"{title} {where[0].upper()}{where[1:]}"
    return f"{title}: {where}"


def _synopsis(material: Material, texts: CardTexts, language: str) -> str:
    frame = "card", "frame"
    scene = material.scene
    during = scene.line("during", language) if scene else texts.line(*frame, f"during_{language}")
    if material.strength:
        return texts.line(*frame, f"strength_{language}").format(during=during)
    told = texts.line("factor", material.leading, f"synopsis_{language}")
    # In Dutch the verb follows at once; English takes a comma.
    return f"{during} {told}" if language == LANGUAGES[0] else f"{during}, {told}"


def _questions(material: Material, texts: CardTexts, language: str) -> list[str]:
    """Three learning questions: two about the leading factor, one about the next."""
    key = f"questions_{language}"
    if material.strength:
        return list(texts.lines("card", "strength", key))
    first = texts.lines("factor", material.leading, key)
    if len(material.factors) < 2:  # noqa: PLR2004 - with one factor all three are about it
        return list(first)
    return [first[0], texts.lines("factor", material.factors[1], key)[0], first[1]]


def _helped(material: Material, texts: CardTexts, language: str) -> str:
    """Part 2: how it came to light, what helped, what is passed on, how it could have ended."""
    parts = [texts.line("helped", code, language) for code in material.helped or ("H0",)]
    if material.detection:
        parts.insert(0, texts.line("detection", material.detection, language))
    if material.tips:
        tips = " ".join(tip.line("said", language) for tip in material.tips)
        parts.append(texts.line("card", "frame", f"tips_{language}").format(tips=tips))
    if material.severity and not material.strength:
        parts.append(texts.line("severity", material.severity, language))
    return " ".join(parts)


def _limits(material: Material) -> str:
    return "limits" if material.ticked else "limits_said"
