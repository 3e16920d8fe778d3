"""Diagrams for the docs, drawn from the tables."""

from django.utils.translation import override

from portal.workflow.moves import Procedure


def mermaid(procedure: Procedure) -> str:
    """Return the state diagram of a procedure as Mermaid text, in Dutch."""
    with override("nl"):
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{state.inside}" as {state.name}' for state in procedure.states]
        lines.append(f"    [*] --> {procedure.states[0].name}")
        for move in procedure.moves:
            lines += [f"    {source} --> {move.target}: {move.label}" for source in sorted(move.sources)]
    return "\n".join(lines)
