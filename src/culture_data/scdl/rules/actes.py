"""The subject of a délibération begins with one of the nine headings of ACTES."""

from frformat import NomenclatureActe

from culture_data.scdl.problem import Finding, Rule

RULE = Rule("nomenclature-actes", "Matière de la délibération (nomenclature ACTES)")
FORMAT = NomenclatureActe()
ADVICE = (
    "Écrivez le libellé ACTES, une barre oblique sans espace autour, puis la sous-matière\u00a0: "
    "«\u00a0Urbanisme/Documents d'urbanisme\u00a0»."
)


class Actes:
    """Check the heading and the slash."""

    expert = False

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with the name of a subject."""
        if "/" not in value:
            message = "La matière n'a pas de barre oblique entre ses deux niveaux."
        elif not FORMAT.is_valid(value):
            heading = value.split("/", 1)[0]
            if "/ " in value or FORMAT.is_valid(f"{heading.rstrip()}/"):
                message = "La barre oblique ne doit avoir d'espace ni avant ni après elle."
            else:
                message = f"«\u00a0{heading}\u00a0» n'est pas une des neuf matières de la nomenclature ACTES."
        else:
            return None
        return Finding(RULE, value, message, ADVICE)
