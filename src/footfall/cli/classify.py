"""`footfall classify`: where a visit came from, and why Footfall thinks so."""

from __future__ import annotations

import json

import click


@click.command("classify")
@click.argument("referrer", metavar="REFERRER", required=False, default="")
@click.option("--agent", metavar="UA", default="", help="The agent string (User-Agent) of the browser or program.")
@click.option("--url", default="", help="The address that was visited, with its parameters.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
def command(referrer: str, agent: str, url: str, form: str) -> None:
    """Explain what a visit from REFERRER counts as: the channel, the network, and the evidence.

    REFERRER is an address or a host; leave it out, or write -, for a visit without one.
    """
    # Here, so that the other commands start without reading the lists.
    from footfall.flywheel.explain import explain

    told = explain(_address(referrer), agent=agent, url=_address(url))
    if form == "text":
        click.echo("\n".join(told.sentences))
        return
    written = {
        "network": told.source.net,
        "channel": told.source.chan.name.lower(),
        "evidence": told.source.how.name.lower(),
        "said": told.source.said,
        "entry": told.source.rule,
        "campaign": told.source.campaign,
        "program": told.agent.bot,
        "fetcher_of": told.agent.net,
        "in_app": told.agent.inapp,
        "device": told.agent.device.name.lower(),
        "host": told.page.host,
        "path": told.page.path,
        "sentences": told.sentences,
    }
    click.echo(json.dumps(written, indent=2, ensure_ascii=False))


def _address(text: str) -> str:
    """People name hosts without https://."""
    if text in ("", "-"):
        return ""
    return text if ":" in text.partition("/")[0] or "." not in text else f"https://{text}"
