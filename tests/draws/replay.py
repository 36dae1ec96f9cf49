"""Another implementation of docs/draw.md, in Python and from the document alone: it shares no code with the program.

stdin: JSON {"lines": [...], "codes": [[event, person], ...], "protocols": [...]}
stdout: JSON with what each of them comes to.
"""

import hashlib
import hmac
import json
import sys
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SPACES = "\t\n\x0b\x0c\r \xa0"


def sha(data):
    return hashlib.sha256(data).hexdigest()


def line(text):
    words = []
    word = ""
    for letter in unicodedata.normalize("NFC", text):
        if letter in SPACES:
            words.append(word)
            word = ""
        else:
            word += letter
    words.append(word)
    joined = " ".join(part for part in words if part)
    bad = any(
        ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F or c in "\u2028\u2029" or 0xD800 <= ord(c) <= 0xDFFF
        for c in joined
    )
    return joined if joined and not bad and len(joined) <= 500 else None


def code(event, person):
    digest = hashlib.sha256(f"orda-draw-1 code\n{event}\n{person}\n".encode()).digest()
    bits = "".join(f"{byte:08b}" for byte in digest)[:60]
    return "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, 60, 5))


def replay(protocol):
    entrants = protocol["entrants"]
    list_text = "orda-draw-1 entrants\n" + "".join(one + "\n" for one in entrants)
    list_hash = sha(list_text.encode())
    secret = bytes.fromhex(protocol["opening"]["secret"])
    secret_hash = sha(secret)
    prizes = protocol["prizes"]
    commitment = [
        "orda-draw-1 commitment",
        "number " + protocol["number"],
        "event " + protocol["event"]["id"],
        f"entrants {len(entrants)} {list_hash}",
        "secret " + secret_hash,
        "previous " + (protocol["commitment"]["previous"] or "-"),
        f"rules no-repeat-events={protocol['rules']['noRepeatEvents']}",
        f"prizes {len(prizes)}",
        *prizes,
    ]
    message = "".join(part + "\n" for part in [list_hash, protocol["hallInput"]["text"], *prizes])
    seed = hmac.new(secret, message.encode(), hashlib.sha256).digest()
    ranks = {one: hmac.new(seed, one.encode(), hashlib.sha256).digest() for one in entrants}
    return {
        "listHash": list_hash,
        "secretHash": secret_hash,
        "commitment": sha("".join(part + "\n" for part in commitment).encode()),
        "seed": seed.hex(),
        "order": sorted(entrants, key=lambda one: (ranks[one], one)),
    }


def main():
    asked = json.load(sys.stdin)
    json.dump(
        {
            "lines": [line(text) for text in asked["lines"]],
            "codes": [code(*pair) for pair in asked["codes"]],
            "protocols": [replay(protocol) for protocol in asked["protocols"]],
        },
        sys.stdout,
    )


main()
