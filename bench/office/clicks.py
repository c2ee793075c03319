"""What a person at the office does, for locust: a click, two seconds of thought, a click.

Run by ``bench.office``; by hand: ``locust -f bench/office/clicks.py --host http://127.0.0.1:8321``.
"""

import random

from locust import HttpUser, between, task

from bench.office.estate import SITES

MAKERS = ("hikvision", "dahua", "huawei", "zte", "hytera", "uniview", "tiandy")
STATES = ("match", "review")
WORDS = ("dahua", "hik", "technology", "uniview", "zzz")


class Person(HttpUser):
    """One who works at the office; how often each task is taken is the number beside it."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        """Arrive, and get what a browser keeps."""
        self.client.get("/")
        self.client.get("/static/app.js")

    @task(2)
    def home(self) -> None:
        """Look at what waits."""
        self.client.get("/", name="home")

    @task(6)
    def answers(self) -> None:
        """Go through the answers of the large run."""
        start = 50 * random.randrange(200)
        self.client.get(f"/runs/1?start={start}", name="run")

    @task(4)
    def by_one_facet(self) -> None:
        """Choose a value of one facet."""
        chosen = random.choice(
            [f"maker={random.choice(MAKERS)}", f"state={random.choice(STATES)}", _site()]
        )
        self.client.get(f"/runs/1?{chosen}", name="run, by one facet")

    @task(2)
    def by_two_facets(self) -> None:
        """Choose values of two facets."""
        chosen = f"maker={random.choice(MAKERS)}&{_site()}"
        self.client.get(f"/runs/1?{chosen}", name="run, by two facets")

    @task(2)
    def by_words(self) -> None:
        """Look for words in the answers of a run."""
        self.client.get(f"/runs/1?q={random.choice(WORDS)}", name="run, by words")

    @task(5)
    def one(self) -> None:
        """Look at one answer whole."""
        self.client.get(f"/runs/1/answers/{random.randrange(1, 15_000)}", name="answer")

    @task(5)
    def queue(self) -> None:
        """Look at the queue of reviews."""
        self.client.get(f"/review?at={random.randrange(15_000)}", name="review")

    @task(2)
    def vendor(self) -> None:
        """Look a vendor up."""
        self.client.get(f"/catalogue/{random.choice(MAKERS[:3])}", name="vendor")

    @task(1)
    def restriction(self) -> None:
        """Look a restriction up."""
        self.client.get("/restrictions/us-1260h-list", name="restriction")

    @task(1)
    def search(self) -> None:
        """Search across all."""
        self.client.get(f"/search?q={random.choice(WORDS)}", name="search")


def _site() -> str:
    return f"site=Site+{random.randrange(SITES)}"
