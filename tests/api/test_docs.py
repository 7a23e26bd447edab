"""The description of the API, for people and for programs."""

from bs4 import BeautifulSoup

from goldenthread.api.documentation import groups
from goldenthread.api.views.program import schema


def test_page_describes_every_operation_to_everybody(client, db):
    page = BeautifulSoup(client.get("/api/docs").content, "html.parser")
    described = {heading["id"] for heading in page.select("h3[id]")}
    declared = {told["operationId"] for methods in schema()["paths"].values() for told in methods.values()}
    assert described == declared
    assert page.find_all("script", src=False) == []


def test_fields_are_said_in_words():
    known = {operation.name: operation for each in groups(schema()).values() for operation in each}
    saved = {field.name: field for field in known["save_return"].sends}
    assert (saved["edition"].kind, saved["edition"].required) == ("a whole number", True)
    assert saved["forecast_on"].kind == "a day, as 2021-11-29 or nothing"
    assert "start_return" in known
    assert known["actions"].gives.startswith("A page of a list")
    assert '-d \'{"period": "…"}\'' in known["start_return"].curl
    assert known["search"].curl.endswith('/search?q=neglect"')


def test_description_for_programs_is_open_and_names_the_token(client, db):
    told = client.get("/api/openapi.json").json()
    assert told["components"]["securitySchemes"]["Bearer"] == {"type": "http", "scheme": "bearer"}
    assert all("401" in each["responses"] for methods in told["paths"].values() for each in methods.values())
