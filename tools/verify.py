#!/usr/bin/env python3
"""存证凭证离线核验工具。

Checks a file and its receipt without the court, without a network and without any code of the platform: Python 3.8 or
later and its standard library are all it needs. What is checked and how is specified in docs/proof.md; the report is the
same, word for word, as that of `dengwen verify` and of the page in the browser.

    python3 verify.py 文件 凭证.json --key 法院公布的公钥
"""

import argparse
import base64
import binascii
import calendar
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

FORMAT = "dengwen-proof/1"
MAX_INTEGER = 2**53 - 1
MAX_RECEIPT = 4 * 1024 * 1024
MAX_NOTE = 128 * 1024
MAX_PROOF = 64


class Bad(Exception):
    """Something is not as it must be."""


# Canonical JSON ------------------------------------------------------------------------------------------------------

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def canonical(value, depth=0):
    """The one spelling of a value."""
    if isinstance(value, (list, dict)) and depth >= 16:
        raise Bad("depth")
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise Bad("number")
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(c) or (c if c >= " " else "\\u%04x" % ord(c)) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        if not all(NAME.match(name) for name in value):
            raise Bad("name")
        members = ('"%s":%s' % (name, canonical(value[name], depth + 1)) for name in sorted(value))
        return "{" + ",".join(members) + "}"
    raise Bad("null or fraction")


def parse_canonical(text):
    """The value of a text, if the text is its one spelling."""
    try:
        value = json.loads(text)
        if canonical(value).encode("utf-8") != text.encode("utf-8"):
            raise Bad("spelling")
    except (ValueError, RecursionError) as why:
        raise Bad("JSON") from why
    return value


# Words ---------------------------------------------------------------------------------------------------------------


def need(condition):
    if not condition:
        raise Bad("field")


def members(value, required, optional=()):
    """An object with just these members."""
    need(isinstance(value, dict))
    need(set(required) <= set(value) <= set(required) | set(optional))
    return value


def is_integer(value, most=MAX_INTEGER):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def is_hash(value):
    return isinstance(value, str) and re.match(r"[0-9a-f]{64}\Z", value) is not None


def is_kind(value):
    return isinstance(value, str) and NAME.match(value) is not None and len(value) <= 64


def read_moment(value):
    """2026-09-01T01:02:03.000004Z"""
    need(isinstance(value, str))
    need(re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\Z", value))
    try:
        moment = datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError as why:
        raise Bad("time") from why
    need(1970 <= moment.year <= 9998)
    need(moment.strftime("%S") == value[17:19])
    return moment


def beijing(moment):
    at = moment + datetime.timedelta(hours=8)
    return "%d年%d月%d日 %02d:%02d:%02d（北京时间）" % (at.year, at.month, at.day, at.hour, at.minute, at.second)


def base64_strict(text):
    need(isinstance(text, str))
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as why:
        raise Bad("base64") from why
    need(base64.b64encode(octets).decode() == text)
    return octets


# Unicode White_Space and Cc.
NOT_IN_NAMES = re.compile("[\x00-\x20\x7f-\xa0+\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


def is_key_name(name):
    return 0 < len(name.encode("utf-8")) <= 255 and NOT_IN_NAMES.search(name) is None


# Digests -------------------------------------------------------------------------------------------------------------


def sha256(octets):
    return hashlib.sha256(octets).digest()


class PlainSm3:
    """SM3 (GB/T 32905-2016), for a Python whose OpenSSL does not know it. Slow: about a megabyte in three seconds."""

    def __init__(self):
        self.state = [
            0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
        ]
        self.rest = b""
        self.size = 0

    def update(self, octets):
        self.size += len(octets)
        octets = self.rest + octets
        whole = len(octets) // 64 * 64
        for at in range(0, whole, 64):
            self.compress(octets[at:at + 64])
        self.rest = octets[whole:]

    def digest(self):
        zeros = (55 - self.size) % 64
        self.rest, last = b"", self.rest + b"\x80" + bytes(zeros) + (self.size * 8).to_bytes(8, "big")
        for at in range(0, len(last), 64):
            self.compress(last[at:at + 64])
        return b"".join(word.to_bytes(4, "big") for word in self.state)

    def compress(self, block):
        def rol(x, n):
            n %= 32
            return (x << n | x >> (32 - n)) & 0xFFFFFFFF

        w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = self.state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rol((rol(a, 12) + e + rol(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ rol(a, 12)
            ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if j < 16 else e & f | ~e & g
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, rol(b, 9), c
            e, f, g, h = tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        self.state = [x ^ y for x, y in zip(self.state, (a, b, c, d, e, f, g, h))]


def new_sm3():
    try:
        return hashlib.new("sm3")
    except ValueError:
        return PlainSm3()


def sm3(octets):
    digest = new_sm3()
    digest.update(octets)
    return digest.digest()


def digest_file(path):
    """Size, SHA-256 and SM3 of a file, a part at a time."""
    size, one, two = 0, hashlib.sha256(), new_sm3()
    with open(path, "rb") as file:
        while True:
            part = file.read(1 << 20)
            if not part:
                return size, one.digest().hex(), two.digest().hex()
            size += len(part)
            one.update(part)
            two.update(part)


# Ed25519 (RFC 8032) --------------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def ed_add(p, q):
    x1, y1, z1, t1 = p
    x2, y2, z2, t2 = q
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def ed_multiply(n, p):
    q = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            q = ed_add(q, p)
        p, n = ed_add(p, p), n >> 1
    return q


def ed_encode(p):
    inverse = pow(p[2], -1, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed_decode(octets):
    """The point; none if there is no such, it is spelled otherwise or is of small order."""
    number = int.from_bytes(octets, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    point = (x, y, 1, x * y % P)
    return None if ed_encode(ed_multiply(8, point)) == ed_encode((0, 1, 1, 0)) else point


ED_BASE = ed_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public, message, signature):
    a, r, s = ed_decode(public), signature[:32], int.from_bytes(signature[32:], "little")
    if a is None or ed_decode(r) is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    minus = (P - a[0], a[1], 1, P - a[3])
    return ed_encode(ed_add(ed_multiply(s, ED_BASE), ed_multiply(k, minus))) == r


# SM2 (GB/T 32918) ----------------------------------------------------------------------------------------------------

SM2_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
SM2_A = SM2_P - 3
SM2_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
SM2_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SM2_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
SM2_SIGNER = b"1234567812345678"


def sm2_add(p, q):
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if (p[1] + q[1]) % SM2_P == 0:
            return None
        slope = (3 * p[0] * p[0] + SM2_A) * pow(2 * p[1], -1, SM2_P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, SM2_P)
    x = (slope * slope - p[0] - q[0]) % SM2_P
    return x, (slope * (p[0] - x) - p[1]) % SM2_P


def sm2_multiply(n, p):
    q = None
    while n > 0:
        if n & 1:
            q = sm2_add(q, p)
        p, n = sm2_add(p, p), n >> 1
    return q


def sm2_point(public):
    """The point of 65 octets, if it is one."""
    x, y = int.from_bytes(public[1:33], "big"), int.from_bytes(public[33:], "big")
    on_curve = x < SM2_P and y < SM2_P and (y * y - x * x * x - SM2_A * x - SM2_B) % SM2_P == 0
    return (x, y) if len(public) == 65 and public[0] == 4 and on_curve else None


def sm2_verify(public, message, signature):
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    key = sm2_point(public)
    if key is None or not (0 < r < SM2_N and 0 < s < SM2_N) or (r + s) % SM2_N == 0:
        return False
    numbers = (SM2_A, SM2_B) + SM2_G + key
    z = (len(SM2_SIGNER) * 8).to_bytes(2, "big") + SM2_SIGNER + b"".join(n.to_bytes(32, "big") for n in numbers)
    e = int.from_bytes(sm3(sm3(z) + message), "big")
    point = sm2_add(sm2_multiply(s, SM2_G), sm2_multiply((r + s) % SM2_N, key))
    return point is not None and (e + point[0]) % SM2_N == r


# Keys, notes, checkpoints --------------------------------------------------------------------------------------------

ALGORITHMS = (
    ("Ed25519", b"\x01", lambda key: len(key) == 32 and ed_decode(key) is not None, ed25519_verify),
    ("SM2", b"\xff1.2.156.10197.1.501", lambda key: sm2_point(key) is not None, sm2_verify),
)


class Key:
    """A public key, written name+id+base64."""

    def __init__(self, text):
        need(isinstance(text, str) and text.count("+") >= 2)
        self.text = text
        self.name, written_id, octets = text.split("+", 2)
        octets = base64_strict(octets)
        self.id = sha256(self.name.encode() + b"\n" + octets)[:4]
        need(is_key_name(self.name) and written_id == self.id.hex())
        fitting = [a for a in ALGORITHMS if octets.startswith(a[1]) and a[2](octets[len(a[1]):])]
        need(fitting)
        self.algorithm, prefix, _, self.check = fitting[0]
        self.public = octets[len(prefix):]
        self.fingerprint = sha256(text.encode()).hex()

    def verify(self, text, signature):
        return len(signature) == 64 and self.check(self.public, text.encode(), signature)


class Checkpoint:
    """A signed checkpoint, read but not verified."""

    def __init__(self, note):
        need(isinstance(note, str) and len(note.encode("utf-8")) <= MAX_NOTE)
        need(re.search("[\x00-\x09\x0b-\x1f]", note) is None)
        self.note = note
        end = note.rfind("\n\n")
        need(end >= 0 and note.endswith("\n") and len(note) > end + 2)
        self.text = note[:end + 1]
        self.signatures = {}
        lines = note[end + 2:-1].split("\n")
        need(len(lines) <= 64)
        for line in lines:
            need(line.startswith("— "))
            name, space, octets = line[2:].partition(" ")
            octets = base64_strict(octets)
            need(space and is_key_name(name) and len(octets) > 4 and (name, octets[:4]) not in self.signatures)
            self.signatures[name, octets[:4]] = octets[4:]
        body = self.text[:-1].split("\n")
        need(len(body) >= 3 and all(body))
        self.origin = body[0]
        need(is_key_name(self.origin) and re.match(r"(0|[1-9][0-9]{0,15})\Z", body[1]))
        self.size = int(body[1])
        self.root = base64_strict(body[2])
        need(self.size <= MAX_INTEGER and len(self.root) == 32)
        need(self.size > 0 or self.root == sha256(b""))

    def signed_by(self, key):
        """None if there is no line of this key, else whether the signature is right."""
        signature = self.signatures.get((key.name, key.id))
        return None if signature is None else key.verify(self.text, signature)


# The tree (RFC 9162 sections 2.1.3.2 and 2.1.4.2) --------------------------------------------------------------------


def node(left, right):
    return sha256(b"\x01" + left + right)


def included(index, leaf, size, root, path):
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(first, first_root, second, second_root, path):
    if first == 0:
        return not path
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    path = list(path)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def broken(old, new, path):
    """How a log broke its word; nothing if it kept it."""
    if old.origin != new.origin:
        return "两个检查点不属于同一日志"
    if new.size < old.size:
        return "日志被回退：条目比此前少"
    if new.size == old.size and new.root != old.root:
        return "日志被分叉：条目数相同而根哈希不同"
    if not consistent(old.size, old.root, new.size, new.root, path):
        return "日志与此前不一致：此前的条目被改动，或一致性证明不正确"
    return None


# Receipts ------------------------------------------------------------------------------------------------------------


class OtherVersion(Exception):
    """The receipt is of a version that is not known."""


def read_path(value):
    need(isinstance(value, list) and len(value) <= MAX_PROOF and all(is_hash(one) for one in value))
    return [bytes.fromhex(one) for one in value]


class Receipt:
    """A receipt, read but not verified."""

    def __init__(self, document):
        need(len(document) <= MAX_RECEIPT)
        try:
            text = document.decode("utf-8")
        except UnicodeDecodeError as why:
            raise Bad("UTF-8") from why
        value = parse_canonical(text.rstrip(" \t\r\n"))
        need(isinstance(value, dict) and isinstance(value.get("format"), str))
        if value["format"] != FORMAT:
            raise OtherVersion(value["format"])
        required = ("checkpoint", "format", "index", "keys", "leaf", "path", "salt", "statement")
        members(value, required, ("later", "stamp"))
        self.checkpoint = Checkpoint(value["checkpoint"])
        need(is_integer(value["index"]))
        self.index = value["index"]
        need(isinstance(value["keys"], list) and len(value["keys"]) <= 64)
        self.keys = [Key(key) for key in value["keys"]]
        self.leaf = members(value["leaf"], ("at", "commitment", "kind", "v"))
        read_moment(self.leaf["at"])
        need(is_hash(self.leaf["commitment"]) and is_kind(self.leaf["kind"]))
        need(is_integer(self.leaf["v"]) and self.leaf["v"] == 1)
        self.path = read_path(value["path"])
        need(is_hash(value["salt"]))
        self.salt = bytes.fromhex(value["salt"])
        self.statement = value["statement"]
        need(isinstance(self.statement, dict) and is_kind(self.statement.get("kind")))
        self.kind = self.statement["kind"]
        self.stamp = base64_strict(value["stamp"]) if "stamp" in value else None
        self.later = None
        if "later" in value:
            members(value["later"], ("checkpoint", "consistency"))
            self.later = Checkpoint(value["later"]["checkpoint"]), read_path(value["later"]["consistency"])

    def commitment(self):
        parts = (b"dengwen-commitment-1", self.salt, self.kind.encode(), canonical(self.statement).encode())
        return sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hex()


FIELDS = {
    "file_accepted": {"sha256": "hash", "sm3": "hash", "size": "size", "media_type": "text", "received_at": "time"},
    "filing_submitted": {
        "registration": "text", "court": "text", "round": "round", "digest": "hash", "files": "hashes",
        "submitted_at": "time",
    },
    "notice_issued": {"number": "text", "title": "text", "sha256": "hash", "issued_at": "time"},
    "decision_issued": {"number": "text", "title": "text", "sha256": "hash", "issued_at": "time"},
    "docket_entry": {"case": "text", "seq": "size", "hash": "hash"},
}
KINDS_OF_FIELD = {
    "hash": is_hash,
    "hashes": lambda value: isinstance(value, list) and all(is_hash(one) for one in value),
    "size": is_integer,
    "round": lambda value: is_integer(value, 2**32 - 1),
    "text": lambda value: isinstance(value, str),
    "time": lambda value: read_moment(value) is not None,
}


def read_statement(statement):
    """The statement, if kind and fields are known."""
    fields = FIELDS.get(statement["kind"])
    if fields is None or set(statement) != set(fields) | {"kind"}:
        return None
    try:
        known = all(KINDS_OF_FIELD[kind](statement[name]) for name, kind in fields.items())
    except Bad:
        return None
    return statement if known else None


def sentence(says):
    kind = says["kind"]
    if kind == "file_accepted":
        at = beijing(read_moment(says["received_at"]))
        return "法院于%s收到文件，类型%s，%d字节" % (at, says["media_type"], says["size"])
    if kind == "filing_submitted":
        at = beijing(read_moment(says["submitted_at"]))
        words = "法院（%s）于%s收到立案申请，登记编码%s，第%d次提交，材料%d份"
        return words % (says["court"], at, says["registration"], says["round"], len(says["files"]))
    if kind == "docket_entry":
        return "案卷%s的日志第%d条已记入存证日志" % (says["case"], says["seq"])
    return "法院于%s发出《%s》，编号%s" % (beijing(read_moment(says["issued_at"])), says["title"], says["number"])


# The report ----------------------------------------------------------------------------------------------------------

PASSED, FAILED, NOT_CHECKED = "passed", "failed", "not-checked"


def line(outcome, code, text):
    return {"check": code.split("-")[0], "outcome": outcome, "code": code, "text": text}


def check_file(receipt, says, file):
    if says is None:
        words = "本工具不认识种类“%s”，未核对文件，请使用新版核验工具。" % receipt.kind
        return line(NOT_CHECKED, "file-unknown-kind", words)
    kind = says["kind"]
    if file is None and kind == "docket_entry":
        return line(NOT_CHECKED, "file-not-stated", "凭证所载内容不涉及文件。")
    if file is None:
        return line(NOT_CHECKED, "file-not-given", "没有提供文件，未核对文件。")
    size, one, two = file
    if kind == "docket_entry":
        return line(FAILED, "file-unrelated", "凭证所载内容不涉及文件，不能证明所提供的文件。")
    if kind == "filing_submitted":
        count = len(says["files"])
        if one in says["files"]:
            words = "文件是本次提交的第%d份材料，共%d份（SHA-256一致）。" % (says["files"].index(one) + 1, count)
            return line(PASSED, "file-listed", words)
        return line(FAILED, "file-not-listed", "文件不在本次提交的%d份材料之内。" % count)
    pairs = [("SHA-256", says["sha256"], one)]
    if kind == "file_accepted":
        pairs = [("大小", says["size"], size)] + pairs + [("SM3", says["sm3"], two)]
    differing = "、".join(name for name, stated, found in pairs if stated != found)
    if differing:
        return line(FAILED, "file-differs", "文件与凭证所载不一致：%s不同。" % differing)
    if kind == "file_accepted":
        return line(PASSED, "file-matches", "文件与凭证所载一致（大小、SHA-256、SM3）。")
    return line(PASSED, "file-is-document", "文件与凭证所载的文书一致（SHA-256）。")


def check_commitment(receipt, says):
    if receipt.leaf["kind"] != receipt.kind:
        words = "日志记录的种类是“%s”，凭证所载内容的种类是“%s”。" % (receipt.leaf["kind"], receipt.kind)
        return line(FAILED, "commitment-kind-differs", words)
    if receipt.commitment() != receipt.leaf["commitment"]:
        return line(FAILED, "commitment-differs", "凭证所载内容与日志记录的承诺不符：内容或随机数被改动。")
    words = "种类“%s”" % receipt.kind if says is None else sentence(says)
    return line(PASSED, "commitment-opens", "日志记录与凭证所载内容相符：%s。" % words)


def check_inclusion(receipt):
    tree, index = receipt.checkpoint, receipt.index
    if index >= tree.size:
        return line(FAILED, "inclusion-outside", "序号%d不在共%d条的日志之内。" % (index, tree.size))
    leaf = sha256(b"\x00" + canonical(receipt.leaf).encode())
    if included(index, leaf, tree.size, tree.root, receipt.path):
        words = "该记录在日志%s中，序号%d（从0起），当时共%d条。" % (tree.origin, index, tree.size)
        return line(PASSED, "inclusion-proven", words)
    return line(FAILED, "inclusion-wrong", "证明路径与检查点的根哈希不符：记录、序号、路径或检查点被改动。")


def check_signatures(checkpoint, receipt, trusted):
    named = {key.text for key in receipt.keys}
    trusted_texts = {key.text for key in trusted}
    lines = []
    for key in trusted + [key for key in receipt.keys if key.text not in trusted_texts]:
        if key.name != checkpoint.origin:
            continue
        signed, by = checkpoint.signed_by(key), (key.name, key.algorithm)
        if signed and key.text in trusted_texts:
            words = "检查点由%s的%s密钥签名，签名有效；密钥指纹%s。" % (by + (key.fingerprint,))
            lines.append(line(PASSED, "signature-valid", words))
        elif signed:
            words = "签名与凭证所附的%s公钥相符，但公钥未经确认；请与法院公布的密钥指纹核对：%s。"
            lines.append(line(NOT_CHECKED, "signature-self", words % (key.algorithm, key.fingerprint)))
        elif signed is not None:
            words = "检查点上%s的%s签名无效：检查点被改动，或者不是该密钥所签。" % by
            lines.append(line(FAILED, "signature-wrong", words))
        elif key.text in named:
            words = "凭证列出了%s的%s密钥，检查点却没有它的签名。" % by
            lines.append(line(FAILED, "signature-missing", words))
        else:
            lines.append(line(NOT_CHECKED, "signature-absent", "检查点没有%s的%s密钥签名。" % by))
    enough = "signature-valid" if trusted else "signature-self"
    if not any(one["code"] == enough for one in lines):
        words = "检查点没有日志%s的可信密钥的有效签名。" % checkpoint.origin
        lines.append(line(FAILED, "signature-none", words))
    return lines


def check_later(receipt, trusted):
    if receipt.later is None:
        return []
    new, path = receipt.later
    how = broken(receipt.checkpoint, new, path)
    if how:
        return [line(FAILED, "later-broken", how + "。")]
    if any(one["outcome"] == FAILED for one in check_signatures(new, receipt, trusted)):
        return [line(FAILED, "later-unsigned", "后来的检查点没有有效签名。")]
    words = "后来的检查点共%d条，完整保留了此前的%d条。" % (new.size, receipt.checkpoint.size)
    return [line(PASSED, "later-consistent", words)]


def check_stamp(receipt, root):
    if receipt.stamp is None:
        return line(NOT_CHECKED, "stamp-absent", "凭证没有附时间戳。")
    if root is None:
        return line(NOT_CHECKED, "stamp-not-checked", "凭证附有时间戳，未核对：没有提供时间戳机构的根证书。")
    if shutil.which("openssl") is None:
        return line(NOT_CHECKED, "stamp-not-checked", "凭证附有时间戳，未核对：本机没有 openssl。")
    with tempfile.TemporaryDirectory() as folder:
        token, data = os.path.join(folder, "token"), os.path.join(folder, "data")
        with open(token, "wb") as file:
            file.write(receipt.stamp)
        with open(data, "wb") as file:
            file.write(receipt.checkpoint.note.encode())

        def openssl(*words):
            run = subprocess.run(("openssl", "ts") + words, capture_output=True, text=True, errors="replace")
            return run.returncode, run.stdout + run.stderr

        _, said = openssl("-reply", "-token_in", "-in", token, "-text")
        stated = re.search(r"^Time stamp: (\w+ +\d+ \d+:\d+:\d+)(?:\.\d+)? (\d+) GMT", said, re.M)
        if stated is None:
            return line(FAILED, "stamp-wrong", "时间戳无效：格式不正确。")
        at = time.strptime(" ".join(stated.groups()), "%b %d %H:%M:%S %Y")
        moment = datetime.datetime(*at[:6])
        # As of its own time: certificates may have expired since.
        code, _ = openssl("-verify", "-token_in", "-in", token, "-data", data, "-CAfile", root,
                          "-attime", str(calendar.timegm(at)))
        if code != 0:
            return line(FAILED, "stamp-wrong", "时间戳无效：openssl 核验不通过。")
        words = "时间戳有效：时间戳机构证明检查点在%s已经存在。" % beijing(moment)
        return line(PASSED, "stamp-valid", words)


def verify(document, file, trusted, root=None):
    """The report on a receipt, given size and digests of a file (or None) and the trusted keys."""
    try:
        receipt = Receipt(document)
    except OtherVersion as version:
        words = "凭证版本是“%s”，本工具不认识，请使用新版核验工具。" % version
        return report([line(FAILED, "format-version", words)])
    except Bad:
        words = "不是存证凭证，或者凭证被改动、被重新保存过；请使用下载时的原件。"
        return report([line(FAILED, "format-refused", words)])
    says = read_statement(receipt.statement)
    return report(
        [
            line(PASSED, "format-read", "凭证格式正确。"),
            check_file(receipt, says, file),
            check_commitment(receipt, says),
            check_inclusion(receipt),
        ]
        + check_signatures(receipt.checkpoint, receipt, trusted)
        + check_later(receipt, trusted)
        + [check_stamp(receipt, root)]
    )


def report(lines):
    codes = {one["code"] for one in lines}
    if any(one["outcome"] == FAILED for one in lines):
        verdict = "refused"
    elif codes & {"file-not-given", "file-unknown-kind"} or "signature-valid" not in codes:
        verdict = "incomplete"
    else:
        verdict = "valid"
    return {"verdict": verdict, "checks": lines}


# The command ---------------------------------------------------------------------------------------------------------

VERDICTS = {
    "valid": (0, "核验通过"),
    "refused": (1, "核验不通过"),
    "incomplete": (3, "没有发现问题，但有事项未核对"),
}
MARKS = {PASSED: "✓", FAILED: "✗", NOT_CHECKED: "－"}


def read_keys(words):
    """A key as it is written, or a file with one on each line."""
    if os.path.isfile(words):
        with open(words, encoding="utf-8") as file:
            lines = [text.strip() for text in file]
    else:
        lines = [words]
    try:
        return [Key(text) for text in lines if text and not text.startswith("#")]
    except Bad:
        raise argparse.ArgumentTypeError("“%s”不是公钥，也不是写有公钥的文件" % words)


class Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "用法：")


class Parser(argparse.ArgumentParser):
    PHRASES = (
        ("unrecognized arguments:", "不认识的选项："),
        ("expected one argument", "后面缺少内容"),
        ("ignored explicit argument", "不接受内容"),
        ("argument ", "选项 "),
    )

    def error(self, message):
        for theirs, ours in self.PHRASES:
            message = message.replace(theirs, ours)
        self.print_usage(sys.stderr)
        self.exit(2, "错误：%s\n" % message)


def arguments():
    parser = Parser(
        add_help=False,
        formatter_class=Help,
        usage="verify.py [选项] 文件 凭证\n      verify.py [选项] --no-file 凭证",
        description="离线核验存证凭证：文件是否与凭证一致，凭证所载内容是否确已记入法院的存证日志，日志的检查点是否由法院签名。"
        "不联网，不依赖法院的系统。",
        epilog="退出码：0 核验通过；1 核验不通过；2 用法错误；3 没有发现问题，但文件或公钥未核对。",
    )
    about = parser.add_argument_group("参数")
    about.add_argument("paths", nargs="*", metavar="文件 凭证", help="要核验的文件，和下载的凭证（JSON）")
    options = parser.add_argument_group("选项")
    options.add_argument("--key", action="append", type=read_keys, default=[], metavar="公钥",
                         help="法院公布的公钥，或写有公钥的文件（每行一个）；可以多次给出")
    options.add_argument("--tsa-root", metavar="证书", help="时间戳机构的根证书（PEM），用 openssl 核对时间戳")
    options.add_argument("--no-file", action="store_true", help="只核验凭证，不核对文件")
    options.add_argument("--json", action="store_true", help="以 JSON 输出核验报告")
    options.add_argument("-h", "--help", action="help", help="显示本说明")
    given = parser.parse_args()
    expected = 1 if given.no_file else 2
    if len(given.paths) != expected:
        parser.error("请给出文件和凭证，或者用 --no-file 只给出凭证")
    return parser, given


def main():
    parser, given = arguments()
    try:
        with open(given.paths[-1], "rb") as proof:
            document = proof.read(MAX_RECEIPT + 1)
        file = None if given.no_file else digest_file(given.paths[0])
    except OSError as why:
        parser.error("无法读取“%s”：%s" % (why.filename, why.strerror))
    found = verify(document, file, [key for keys in given.key for key in keys], given.tsa_root)
    code, words = VERDICTS[found["verdict"]]
    if given.json:
        json.dump(found, sys.stdout, ensure_ascii=False)
        print()
    else:
        print(words)
        for one in found["checks"]:
            print(" %s %s" % (MARKS[one["outcome"]], one["text"]))
    return code


if __name__ == "__main__":
    sys.exit(main())
