"""Another implementation of docs/certificate.md, in Python's standard library and from the document alone.

Ed25519 is RFC 8032's own arithmetic, slow and plain. stdin: JSON {"keys": [seed], "names": [[number, name]], "titles": [text],
"codes": [{"seed", "series", "year", "number", "date", "issued", "name", "title"}], "texts": [text], "issuers": [file],
"successors": [[old seed, new public key]]}. stdout: JSON with what each of them comes to.
"""

import datetime
import hashlib
import json
import sys
import unicodedata

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P:
        return None
    return P - x if (x & 1) != sign else x


BY = 4 * pow(5, P - 2, P) % P
BX = recover(BY, 0)
BASE = (BX, BY, 1, BX * BY % P)


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out


def pack(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


def unpack(data):
    y = int.from_bytes(data, "little")
    x = recover(y & ((1 << 255) - 1), y >> 255)
    return None if x is None else (x, y & ((1 << 255) - 1), 1, x * (y & ((1 << 255) - 1)) % P)


def reduced(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def expand(seed):
    digest = hashlib.sha512(seed).digest()
    a = int.from_bytes(digest[:32], "little")
    return (a & ((1 << 254) - 8)) | (1 << 254), digest[32:]


def public(seed):
    return pack(times(expand(seed)[0], BASE))


def sign(seed, message):
    a, prefix = expand(seed)
    own = pack(times(a, BASE))
    r = reduced(prefix, message)
    point = pack(times(r, BASE))
    return point + ((r + reduced(point, own, message) * a) % L).to_bytes(32, "little")


def verify(key, message, signature):
    a, r, s = unpack(key), unpack(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    right = add(r, times(reduced(signature[:32], key, message), a))
    return pack(times(s, BASE)) == pack(right)


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def key_id(key):
    return sha("orda-certificate-1 key\n" + key + "\n")[:8]


OUT = "-‐‑‒–—'’ʼ`´"


def name_key(name):
    text = unicodedata.normalize("NFC", name).lower().replace("ё", "е").replace("ς", "σ")
    text = "".join(c for c in text if c not in OUT)
    text = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)
    return " ".join(sorted(text.split(" "), key=lambda word: [ord(c) for c in word])).strip()


def name_hash(number, name):
    return sha("orda-certificate-1 name\n" + number + "\n" + name_key(name) + "\n")[:24]


def short_title(title):
    text = unicodedata.normalize("NFC", title)
    text = "".join(
        " " if unicodedata.category(c) == "Cc" or unicodedata.category(c)[0] == "Z" else c
        for c in text
        if unicodedata.category(c) != "Cs"
    )
    text = " ".join(part for part in text.split(" ") if part)
    if len(text.encode()) <= 48:
        return text
    while len((text.rstrip(" ") + "…").encode()) > 48:
        text = text[:-1]
    return text.rstrip(" ") + "…"


def days(date):
    return (datetime.date.fromisoformat(date) - datetime.date(2000, 1, 1)).days


def leb(n):
    out = b""
    while n > 127:
        out += bytes([n % 128 + 128])
        n //= 128
    return out + bytes([n])


SERIES = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def base32(data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def code(said):
    seed = bytes.fromhex(said["seed"])
    number = f"{said['series']}-{said['year']}-{said['number']}"
    payload = (
        b"\x01"
        + bytes.fromhex(key_id(public(seed).hex()))
        + said["series"].encode()
        + bytes([said["year"] - 2000])
        + days(said["date"]).to_bytes(2, "big")
        + days(said["issued"]).to_bytes(2, "big")
        + bytes.fromhex(name_hash(number, said["name"]))
        + leb(said["number"])
        + short_title(said["title"]).encode()
    )
    signature = sign(seed, b"orda-certificate-1\n" + payload)
    return {"payload": payload.hex(), "code": "ORDA1:" + base32(payload + signature)}


def read(text):
    tidy = "".join(text.split()).upper()
    if "ORDA1:" not in tidy:
        return None
    letters = tidy.rsplit("ORDA1:", 1)[1]
    if any(letter not in ALPHABET for letter in letters):
        return None
    bits = "".join(f"{ALPHABET.index(letter):05b}" for letter in letters)
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        return None
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, whole, 8))
    payload, signature = data[:-64], data[-64:]
    if len(payload) < 27 or payload[0] != 1 or any(c not in SERIES for c in payload[5:9]):
        return None
    at = 26
    number = shift = 0
    while at < len(payload):
        number |= (payload[at] & 127) << shift
        shift += 7
        at += 1
        if payload[at - 1] < 128:
            break
    try:
        title = payload[at:].decode()
    except UnicodeDecodeError:
        return None
    if number < 1 or leb(number) != payload[26:at] or short_title(title) != title:
        return None
    return {
        "keyId": payload[1:5].hex(),
        "number": f"{payload[5:9].decode()}-{2000 + payload[9]}-{number}",
        "nameHash": payload[14:26].hex(),
        "title": title,
        "signed": b"orda-certificate-1\n" + payload,
        "signature": signature,
    }


def issuer_text(file):
    lines = ["orda-certificate-1 issuer", file["organisation"], file["at"], f"keys {len(file['keys'])}"]
    for key in file["keys"]:
        rest = [key["retiredAt"] or "-", key["withdrawnAt"] or "-", key["endorsement"] or "-"]
        lines.append(" ".join([key["publicKey"], key["madeAt"], *rest]))
    lines.append(f"revoked {len(file['revoked'])}")
    lines += [f"{one['number']} {one['at']}" for one in file["revoked"]]
    return "".join(line + "\n" for line in lines)


def whole(file):
    message = issuer_text(file).encode()
    return all(key_id(key["publicKey"]) == key["id"] for key in file["keys"]) and any(
        key["id"] == file["signedBy"]
        and key["withdrawnAt"] is None
        and verify(bytes.fromhex(key["publicKey"]), message, bytes.fromhex(file["signature"]))
        for key in file["keys"]
    )


def verdict(text, issuers):
    found = read(text)
    if found is None:
        return "unreadable"
    keys = [(file, key) for file in issuers for key in file["keys"] if key["id"] == found["keyId"]]
    if not keys:
        return "unknownKey"
    for file, key in keys:
        if verify(bytes.fromhex(key["publicKey"]), found["signed"], found["signature"]):
            if any(one["number"] == found["number"] for one in file["revoked"]):
                return "revoked"
            return "good" if key["withdrawnAt"] is None else "keyWithdrawn"
    return "forged"


def main():
    asked = json.load(sys.stdin)
    keys = [public(bytes.fromhex(seed)).hex() for seed in asked["keys"]]
    json.dump(
        {
            "keys": [{"publicKey": key, "id": key_id(key)} for key in keys],
            "names": [[name_key(name), name_hash(number, name)] for number, name in asked["names"]],
            "titles": [short_title(title) for title in asked["titles"]],
            "codes": [code(said) for said in asked["codes"]],
            "texts": [verdict(text, asked["issuers"]) for text in asked["texts"]],
            "issuers": [{"text": issuer_text(file), "whole": whole(file)} for file in asked["issuers"]],
            "successors": [
                sign(bytes.fromhex(seed), f"orda-certificate-1 successor\n{key}\n".encode()).hex()
                for seed, key in asked["successors"]
            ],
        },
        sys.stdout,
    )


main()
