"""What the tests that hold answers against JSON Schemas share."""


def strict(node):
    """NODE, in place: what clients must put up with, new members, is an error."""
    if isinstance(node, dict):
        if "properties" in node:
            node.setdefault("additionalProperties", False)
        for value in node.values():
            strict(value)
    elif isinstance(node, list):
        for value in node:
            strict(value)
    return node
