"""The wire form in hexadecimal of each text, as dnspython reads it, or why it refuses it: FILE ORIGIN."""

import json
import sys

import dns.name
import dns.rdata

origin = dns.name.from_text(sys.argv[2])


def answer(rdtype: str, text: str) -> str:
    try:
        rdata = dns.rdata.from_text("IN", rdtype, text, origin=origin, relativize=False)
        return rdata.to_wire(origin=origin).hex()
    except Exception as error:  # whatever it says of a text is its answer
        return "refused: " + (str(error) or type(error).__name__)


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([answer(each["type"], each["text"]) for each in json.load(file)]))
