"""The desk with many people at it at once: how long its pages take, what they wait for, and how much memory it has.

Run ``python -m benchmarks.desk [PEOPLE] [EDITORS] [ENGINE] [PROCESSES]``; 50 people, each of whom finds a leaflet,
looks at it, has it made and downloads it, and 5 editors, each of whom types into one of their own and saves it. All of
it is on loopback, on a made-up library with a topic for each; it ends by itself after ten minutes. Of several processes
each answers one request after the other of everybody's, as behind a proxy.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

import httpx2 as httpx
import psutil
import yaml
from lxml import html

from benchmarks.library import write
from press.desk import people
from tests.desk.serving import served

MOST_SECONDS = 600
TYPED = 6
"""How often an editor pauses while typing, so that the page is shown anew."""


class Browser:
    """Somebody's: each request goes to the next of a desk's processes."""

    def __init__(self, name: str, addresses: Sequence[str]) -> None:
        self._clients = cycle(
            httpx.Client(
                base_url=address,
                headers={"x-user": name, "origin": address},
                timeout=MOST_SECONDS,
                follow_redirects=True,
            )
            for address in addresses
        )

    def request(self, method: str, path: str, **more: object) -> httpx.Response:
        return next(self._clients).request(method, path, **more)  # type: ignore[arg-type]  # as they come


@dataclass
class Tally:
    """Seconds that answers took, by what was asked for, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def asked(self, client: Browser, what: str, method: str, path: str, **more: object) -> httpx.Response:
        start = time.perf_counter()
        answer = client.request(method, path, **more)
        self.took.setdefault(what, []).append(time.perf_counter() - start)
        if answer.status_code != 200:
            self.wrong.append(f"{what}: {answer.status_code} {path}")
        return answer


def inputs(text: str, form: int = 0) -> dict[str, str]:
    """What a form of a page holds."""
    tree: html.HtmlElement = html.fromstring(text)
    found = tree.xpath("//main//form")[form]
    texts = {each.get("name"): (each.text or "").removeprefix("\n") for each in found.xpath(".//textarea")}
    return {each.get("name"): each.get("value", "") for each in found.xpath(".//input[@name]")} | texts


def clinic(client: Browser, place: str, tally: Tally) -> None:
    """Find a leaflet, look at it, have it made, wait for it, download it."""
    tally.asked(client, "a page", "GET", "/", params={"q": place.split("/")[0].replace("-", " ")})
    tally.asked(client, "a page", "GET", f"/leaflet/{place}")
    form = tally.asked(client, "a page", "GET", f"/leaflet/{place}/make/a4")
    start = time.perf_counter()
    page = tally.asked(client, "a wish", "POST", f"/leaflet/{place}/make/a4", data=inputs(form.text))
    while "data-events" in page.text:
        time.sleep(1)
        page = tally.asked(client, "a page", "GET", page.url.path)
    tally.took.setdefault("a new A4, with its wait", []).append(time.perf_counter() - start)
    tree: html.HtmlElement = html.fromstring(page.text)
    links = tree.xpath("//a[contains(@href, '?download')]/@href")
    if not links:
        tally.wrong.append(f"nothing was made of {place}")
        return
    tally.asked(client, "a download", "GET", str(links[0]))


def editor(client: Browser, place: str, tally: Tally) -> None:
    """Type into a leaflet, see it each time, and save it."""
    page = tally.asked(client, "a page", "GET", f"/edit/{place}")
    fields = inputs(page.text)
    for number in range(TYPED):
        fields["title"] += f" {number}"
        tally.asked(client, "what is typed", "POST", f"/edit/{place}/live", data=fields)
        tally.asked(client, "its preview", "GET", f"/edit/{place}/preview")
        time.sleep(1)
    tally.asked(client, "a save", "POST", f"/edit/{place}", data={**fields, "do": "save"})


def memory(processes: Sequence[int], over: Event, most: list[int]) -> None:
    """The most that the desk and its workers hold at once, in bytes of their own (USS)."""
    desks = [psutil.Process(process) for process in processes]
    while not over.wait(0.5):
        held = 0
        for each in (*desks, *(child for desk in desks for child in desk.children(recursive=True))):
            try:
                held += each.memory_full_info().uss
            except psutil.Error:
                continue
        most.append(held)


def users(file: Path, names: Sequence[str]) -> None:
    phrase = people.hashed("only the proxy says who asks")
    file.write_text(
        yaml.safe_dump({"users": [{"name": n, "role": "administrator", "password": phrase} for n in names]})
    )


def main(clinics: int, editors: int, engine: str, processes: int) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        root = Path(folder)
        write(root / "leaflets", clinics + editors)
        with (root / "leaflets" / "library.yaml").open("a", encoding="utf-8") as shared:
            shared.write(f"\nengine: {engine}\n")
        topics = sorted(path for path in (root / "leaflets").iterdir() if path.is_dir() and list(path.glob("*.yaml")))
        places = [f"{topic.name}/{next(topic.glob('*.yaml')).stem}/en-GB" for topic in topics]
        names = [f"person-{number}" for number in range(clinics + editors)]
        users(root / "users.yaml", names)
        options = ("--users", str(root / "users.yaml"), "--proxy-header", "X-User", "--proxy-from", "127.0.0.1")
        desks = [
            stack.enter_context(served(root / "leaflets", root / "out", *options, "--keep", str(root / "keep")))
            for _ in range(processes)
        ]
        tally, over, most = Tally(), Event(), list[int]()
        Thread(target=memory, args=([process.pid for process, _ in desks], over, most), daemon=True).start()
        browsers = [Browser(name, [address for _, address in desks]) for name in names]
        browsers[0].request("GET", "/")
        time.sleep(10)  # the workers begin
        start = time.perf_counter()
        with ThreadPoolExecutor(clinics + editors) as crowd:
            roles = [clinic] * clinics + [editor] * editors
            for done in [
                crowd.submit(role, browser, place, tally)
                for role, browser, place in zip(roles, browsers, places, strict=True)
            ]:
                done.result(MOST_SECONDS)
        passed = time.perf_counter() - start
        over.set()
        failed = (root / "keep" / "failures.log").exists()
        print(f"{processes} process{'es' * (processes > 1)}; load {os.getloadavg()[0]:.1f}; failures: {failed}")
        told(tally, passed, max(most), clinics, editors, engine)


def told(tally: Tally, passed: float, most: int, clinics: int, editors: int, engine: str) -> None:
    number = sum(map(len, tally.took.values()))
    print(f"{clinics} people and {editors} editors at once, {engine}: {number} answers in {passed:.0f} s,")
    print(f"{len(tally.wrong)} of them wrong; at most {most / 1e6:.0f} MB in the desk and its workers.")
    print(f"{'ms':26}{'number':>8}{'median':>8}{'95 %':>8}{'most':>8}")
    for what, took in tally.took.items():
        ms = sorted(1000 * each for each in took)
        at = ms[min(len(ms) - 1, int(0.95 * len(ms)))]
        print(f"{what:26}{len(ms):8}{statistics.median(ms):8.0f}{at:8.0f}{ms[-1]:8.0f}")
    print(*tally.wrong[:20], sep="\n")


if __name__ == "__main__":
    clinics, editors, engine, processes, *_ = (*sys.argv[1:], *("50", "5", "typst", "1")[len(sys.argv) - 1 :])
    main(int(clinics), int(editors), engine, int(processes))
