"""Jobs that tests of the worker have done."""

from __future__ import annotations

from footfall.apps.work.jobs import HandBack, UnableError, job, lose

calls: list[object] = []


@job(title="Remember a word")
def remember(word: str) -> str:
    calls.append(word)
    return word


@job(attempts=3, title="Fail with a bug")
def stumble() -> None:
    calls.append("stumble")
    raise ValueError("a bug\0 with a zero in it")


@job(attempts=3, title="Ask somebody who is never there")
def refuse() -> None:
    calls.append("refuse")
    raise UnableError("The site is gone. Remove it, or look whether it moved.")


@job()
def give_back() -> None:
    calls.append("give back")
    raise HandBack


@job(attempts=3)
def lost_on_the_way() -> None:
    calls.append("lost")
    lose()


@job()
def answer_nonsense() -> object:
    return object()
