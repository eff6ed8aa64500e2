"""Runs in Synapse's own environment: reads JSON lines {url, path}, answers JSON lines {title, description, image}."""

import json
import sys

from synapse.media.preview_html import decode_body, parse_html_to_open_graph

for line in sys.stdin:
    task = json.loads(line)
    with open(task["path"], "rb") as file:
        tree = decode_body(file.read(), task["url"])
    found = parse_html_to_open_graph(tree) if tree is not None else {}
    answer = {name: found.get(f"og:{name}") for name in ("title", "description", "image")}
    print(json.dumps(answer), flush=True)
