//! The examples that the verifiers in Python and TypeScript are held to: data/vectors/proof.json. The Python one is run here.

use crate::{
    testing::{FILE, Log, keys, moment, public, statements},
    *,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// One receipt, the file it is checked with, the keys that are trusted.
struct Case {
    name: String,
    receipt: String,
    file: Option<&'static str>,
    keys: Vec<VerifyingKey>,
}

impl Case {
    fn report(&self) -> Value {
        let file = self.file.map(|file| FileDigest::of(file.as_bytes()));
        let trust = Trust { keys: &self.keys, stamp: None };
        serde_json::to_value(verify(self.receipt.as_bytes(), file.as_ref(), &trust)).unwrap()
    }

    fn json(&self) -> Value {
        let keys: Vec<_> = self.keys.iter().map(ToString::to_string).collect();
        let Self { name, receipt, file, .. } = self;
        json!({"name": name, "receipt": receipt, "file": file, "keys": keys, "report": self.report()})
    }
}

/// What differs from a good receipt.
#[derive(Default)]
struct Cases(Vec<Case>);

impl Cases {
    fn add(&mut self, name: &str, receipt: &Receipt) -> &mut Case {
        self.text(name, receipt.text().unwrap())
    }

    fn text(&mut self, name: &str, receipt: String) -> &mut Case {
        let file = Some(str::from_utf8(FILE).unwrap());
        let (name, keys) = (name.to_owned(), public(&keys()));
        self.0.push(Case { name, receipt, file, keys });
        self.0.last_mut().unwrap()
    }

    /// The good receipt after a change.
    fn changed(&mut self, name: &str, good: &Receipt, change: impl FnOnce(&mut Receipt)) {
        let mut receipt = good.clone();
        change(&mut receipt);
        self.add(name, &receipt);
    }

    /// The good document with one text in place of another, which must be there.
    fn replaced(&mut self, name: &str, good: &Receipt, from: &str, to: &str) {
        let text = good.text().unwrap();
        assert!(text.contains(from), "{name}: {from}");
        self.text(name, text.replacen(from, to, 1));
    }
}

fn stranger(secret: u8) -> Vec<SigningKey> {
    vec![SigningKey::ed25519(testing::ORIGIN, &[secret; 32]).unwrap()]
}

fn all() -> Vec<Case> {
    let log = Log::of(300);
    let mut cases = Cases::default();
    files(&mut cases, &log);
    untruths(&mut cases, &log);
    signatures(&mut cases, &log);
    later(&mut cases, &log);
    spellings(&mut cases, &log.receipt(0, 9));
    statements_of_other_kinds(&mut cases);
    for index in [0, 63, 255, 256, 298, 299] {
        let receipt = log.receipt(index, 300);
        cases.add(&format!("entry {index} of 300"), &receipt).file = None;
    }
    cases.0
}

fn files(cases: &mut Cases, log: &Log) {
    for (index, statement) in statements().iter().enumerate() {
        let kind = statement.kind();
        let receipt = log.receipt(index, 23);
        cases.add(&format!("{kind} with its file"), &receipt);
        cases.add(&format!("{kind} with another file"), &receipt).file = Some("另一个文件");
        cases.add(&format!("{kind} without a file"), &receipt).file = None;
    }
}

fn untruths(cases: &mut Cases, log: &Log) {
    let good = log.receipt(0, 9);
    cases.changed("the statement was changed", &good, |r| r.statement["size"] = 1.into());
    cases.changed("the salt was changed", &good, |r| r.salt.0[0] ^= 1);
    cases.changed("the kind was changed", &good, |r| {
        r.statement = log.openings[2].statement.clone();
    });
    cases.changed("the time was changed", &good, |r| r.leaf.at = moment(0));
    cases.changed("the commitment was changed", &good, |r| r.leaf.commitment.0[5] ^= 4);
    cases.changed("the number was changed", &good, |r| r.index = 8);
    cases.changed("the number is outside", &good, |r| r.index = 9);
    cases.changed("the path is too short", &good, |r| r.path.truncate(3));
    cases.changed("the path is too long", &good, |r| r.path.push(Hash::default()));
    cases.changed("the path is in another order", &good, |r| r.path.swap(0, 1));
    cases.changed("the path is empty", &good, |r| r.path.clear());
    cases.changed("a stamp that nobody checks", &good, |r| r.stamp = Some(vec![0x30, 0]));
}

fn signatures(cases: &mut Cases, log: &Log) {
    let good = log.receipt(0, 9);
    cases.add("nobody is trusted", &good).keys.clear();
    cases.add("the Ed25519 key is trusted", &good).keys.truncate(1);
    cases.add("the SM2 key is trusted", &good).keys.remove(0);
    cases.add("a stranger is trusted", &good).keys = public(&stranger(66));
    let other = SigningKey::ed25519("other.example", &[66; 32]).unwrap();
    cases.add("another court is trusted, too", &good).keys.push(other.verifying_key());
    cases.changed("signed by a stranger", &good, |r| {
        r.checkpoint = log.checkpoint(9).sign(&stranger(66)).unwrap();
        r.keys = public(&stranger(66));
    });
    cases.changed("signed by one key of two", &good, |r| {
        r.checkpoint = log.checkpoint(9).sign(&keys()[..1]).unwrap();
    });
    cases.changed("signed by the one key that is named", &good, |r| {
        r.checkpoint = log.checkpoint(9).sign(&keys()[1..]).unwrap();
        r.keys.remove(0);
    });
    cases.changed("signatures of another checkpoint", &good, |r| {
        let text = good.checkpoint.as_str().replacen("\n9\n", "\n8\n", 1);
        r.checkpoint = SignedCheckpoint::parse(&text).unwrap();
    });
    cases.changed("a witness signed, too", &good, |r| {
        let text = format!("{}— witness.example/w1 jWbPPwAAAABkGFDL\n", good.checkpoint.as_str());
        r.checkpoint = SignedCheckpoint::parse(&text).unwrap();
    });
    let mut bare = good;
    bare.keys.clear();
    cases.add("no keys at all", &bare).keys.clear();
}

fn later(cases: &mut Cases, log: &Log) {
    let good = log.receipt(0, 9);
    cases.changed("the log only grew", &good, |r| r.later = Some(log.later(9, 300)));
    cases.changed("the log did not grow", &good, |r| r.later = Some(log.later(9, 9)));
    cases.changed("the log was rewound", &good, |r| {
        r.later = Some(Later { checkpoint: log.signed(8), consistency: vec![] });
    });
    cases.changed("the log was forked", &good, |r| {
        let mut forked = Log::of(8);
        forked.append(&statements()[0]);
        r.later = Some(Later { checkpoint: forked.signed(9), consistency: vec![] });
    });
    cases.changed("the later log is another", &good, |r| {
        let mut forked = Log::of(8);
        for statement in statements() {
            forked.append(&statement);
        }
        let consistency = forked.consistency(9, 13);
        r.later = Some(Later { checkpoint: forked.signed(13), consistency });
    });
    cases.changed("nobody signed the later checkpoint", &good, |r| {
        let checkpoint = log.checkpoint(20).sign(&stranger(66)).unwrap();
        r.later = Some(Later { checkpoint, consistency: log.consistency(9, 20) });
    });
}

fn spellings(cases: &mut Cases, good: &Receipt) {
    let text = good.text().unwrap();
    for (name, document) in [
        ("nothing", String::new()),
        ("a number", "7".into()),
        ("an empty object", "{}".into()),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("line ends after it", format!("{text}\r\n \t\n")),
        ("a line end before it", format!("\n{text}")),
        ("twice", format!("{text}{text}")),
    ] {
        cases.text(name, document);
    }
    let root = good.checkpoint.as_str().lines().nth(2).unwrap();
    let loose = format!("{}B=", &root[..42]);
    let upper = good.leaf.commitment.to_string().to_uppercase();
    for (name, from, to) in [
        ("a blank", ",\"path\"", ", \"path\""),
        ("a member twice", "\"index\":0", "\"index\":0,\"index\":0"),
        ("an unknown member", "\"index\":0", "\"index\":0,\"indexes\":0"),
        ("a missing member", "\"index\":0,", ""),
        ("a negative number", "\"index\":0", "\"index\":-1"),
        ("minus zero", "\"index\":0", "\"index\":-0"),
        ("a fraction", "\"index\":0", "\"index\":0.0"),
        ("an exponent", "\"index\":0", "\"index\":0e0"),
        ("a truth", "\"index\":0", "\"index\":false"),
        ("a null", "\"index\":0", "\"index\":0,\"later\":null"),
        ("a number that is too large", "\"index\":0", "\"index\":9007199254740992"),
        ("another version", "dengwen-proof/1", "dengwen-proof/2"),
        ("another version of leaves", "\"v\":1", "\"v\":2"),
        ("an escaped character", "court.example", "court\\u002eexample"),
        ("half a character", "text/plain", "\\ud800"),
        ("upper case", &good.leaf.commitment.to_string(), &upper),
        ("a leap second", "01:00:10.000004Z", "01:00:60.000004Z"),
        ("a day that is none", "2026-09-01T01:00:10", "2026-02-30T01:00:10"),
        ("a time without microseconds", "01:00:10.000004Z", "01:00:10Z"),
        ("a size with a zero in front", "\\n9\\n", "\\n09\\n"),
        ("a size with a sign", "\\n9\\n", "\\n+9\\n"),
        ("a size that is too large", "\\n9\\n", "\\n9007199254740992\\n"),
        ("a root with loose bits", root, &loose),
        ("a root without its padding", root, &root[..43]),
        ("an empty line too many", "\\n9\\n", "\\n\\n9\\n"),
        ("a tabulator in the checkpoint", "\\n9\\n", "\\t\\n9\\n"),
        ("a hyphen for a dash", "— court", "- court"),
        ("a key under another name", "\"keys\":[\"court", "\"keys\":[\"kourt"),
        ("a kind with a hyphen", "\"kind\":\"file_accepted\"", "\"kind\":\"file-accepted\""),
    ] {
        cases.replaced(name, good, from, to);
    }
}

fn statements_of_other_kinds(cases: &mut Cases) {
    let one = |kind: &str, change: &dyn Fn(&mut Value)| {
        let mut statement = Opening::new(Salt([0; 32]), &statements()[0]).unwrap().statement;
        statement["kind"] = kind.into();
        change(&mut statement);
        let opening = Opening { salt: Salt([3; 32]), statement };
        let leaf = opening.leaf(moment(5)).unwrap();
        let checkpoint = Checkpoint { origin: testing::ORIGIN.into(), size: 1, root: leaf.hash() };
        let signed = checkpoint.sign(&keys()).unwrap();
        Receipt::new(&opening, leaf.at, 0, vec![], signed, public(&keys())).unwrap()
    };
    cases.add("a log of one entry", &one("file_accepted", &|_| {}));
    cases.add("a kind of the future", &one("hearing_recorded", &|_| {}));
    for (name, field, value) in [
        ("a known kind with one field more", "name", json!("张三")),
        ("a known kind with a text for a number", "size", json!("39")),
        ("a known kind with a bad hash", "sha256", json!("00")),
        ("a known kind with a bad time", "received_at", json!("2026-09-01")),
        ("a known kind with a number for a text", "media_type", json!(7)),
        ("a known kind with a negative size", "size", json!(-1)),
        (
            "a known kind with quotes and controls",
            "media_type",
            json!("\"\\/\u{8}\u{c}\n\u{1f}\u{7f}\u{2028}𠮷"),
        ),
    ] {
        cases.add(name, &one("file_accepted", &|statement| statement[field] = value.clone()));
    }
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(path)
}

/// Run with `UPDATE_VECTORS=1` to write the file anew.
#[test]
fn the_vectors_are_what_this_crate_says() {
    let lines: Vec<_> = all().iter().map(|case| case.json().to_string()).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    let path = at("data/vectors/proof.json");
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(kept == text, "data/vectors/proof.json is not current: run with UPDATE_VECTORS=1");
}

#[test]
fn the_vectors_know_every_finding() {
    let said: Vec<_> = all().iter().map(|case| case.report().to_string()).collect();
    for code in [
        "format-read",
        "format-version",
        "format-refused",
        "file-matches",
        "file-listed",
        "file-is-document",
        "file-differs",
        "file-not-listed",
        "file-unrelated",
        "file-not-stated",
        "file-not-given",
        "file-unknown-kind",
        "commitment-opens",
        "commitment-kind-differs",
        "commitment-differs",
        "inclusion-proven",
        "inclusion-outside",
        "inclusion-wrong",
        "signature-valid",
        "signature-self",
        "signature-wrong",
        "signature-missing",
        "signature-absent",
        "signature-none",
        "later-consistent",
        "later-unsigned",
        "later-broken",
        "stamp-absent",
        "stamp-not-checked",
    ] {
        let quoted = format!("\"{code}\"");
        assert!(said.iter().any(|report| report.contains(&quoted)), "{code}");
    }
}

/// Asks the module for many reports in one process.
const DRIVER: &str = "
import json, sys
sys.path.insert(0, sys.argv[1])
import verify
reports = []
for case in json.load(sys.stdin):
    file = None
    if case['file'] is not None:
        octets = case['file'].encode()
        file = len(octets), verify.sha256(octets).hex(), verify.sm3(octets).hex()
    keys = [verify.Key(key) for key in case['keys']]
    reports.append(verify.verify(case['receipt'].encode(), file, keys))
json.dump(reports, sys.stdout)
";

fn python(cases: &[Case]) -> Vec<Value> {
    let mut run = Command::new("python3")
        .args(["-B", "-c", DRIVER])
        .arg(at("tools"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is installed: scripts/need.sh python3");
    let asked: Value = cases.iter().map(Case::json).collect();
    run.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let said = run.wait_with_output().unwrap();
    serde_json::from_slice(&said.stdout).unwrap()
}

/// Two programs that share no code say the same, word for word.
#[test]
fn python_says_the_same() {
    let log = Log::of(11);
    let mut receipt = log.receipt(6, 9);
    receipt.later = Some(log.later(9, 11));
    let good = receipt.text().unwrap();
    let mut cases = all();
    // And on documents with one octet changed, all over the good one.
    for at in (0..good.len()).step_by(13) {
        let mut bad = good.clone().into_bytes();
        bad[at] ^= 1;
        let Ok(receipt) = String::from_utf8(bad) else { continue };
        let (name, file) = (format!("octet {at} changed"), Some(str::from_utf8(FILE).unwrap()));
        cases.push(Case { name, receipt, file, keys: public(&keys()) });
    }
    assert!(cases.len() > 250);
    for (case, report) in cases.iter().zip(python(&cases)) {
        assert_eq!(report, case.report(), "{}", case.name);
    }
}

/// The command as people use it: exit code, words, file names in Chinese.
#[test]
fn the_python_command_tells_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let at_home = |name: &str| folder.path().join(name);
    let receipt = Log::of(9).receipt(0, 9).text().unwrap();
    let keys: Vec<_> = public(&keys()).iter().map(ToString::to_string).collect();
    fs::write(at_home("凭证.json"), &receipt).unwrap();
    fs::write(at_home("改动.json"), receipt.replace("text/plain", "text/html")).unwrap();
    fs::write(at_home("借条.txt"), FILE).unwrap();
    fs::write(at_home("公钥.txt"), format!("# 公布于法院网站\n{}\n", keys.join("\n"))).unwrap();
    let run = |words: &[&str]| {
        let mut run = Command::new("python3");
        run.arg("-B").arg(at("tools/verify.py")).args(words).current_dir(folder.path());
        let said = run.output().expect("python3 is installed: scripts/need.sh python3");
        let words = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
        (said.status.code().unwrap(), words)
    };
    let (code, words) = run(&["借条.txt", "凭证.json", "--key", "公钥.txt"]);
    assert!(words.starts_with("核验通过\n ✓ 凭证格式正确。\n ✓ 文件与凭证所载一致"), "{words}");
    assert_eq!(code, 0);
    assert_eq!(run(&["借条.txt", "凭证.json", "--key", &keys[1]]).0, 0);
    let (code, words) = run(&["借条.txt", "改动.json", "--key", "公钥.txt"]);
    assert!(words.contains(" ✗ 凭证所载内容与日志记录的承诺不符"), "{words}");
    assert_eq!(code, 1);
    assert_eq!(run(&["公钥.txt", "凭证.json", "--key", "公钥.txt"]).0, 1);
    assert_eq!(run(&["借条.txt", "凭证.json"]).0, 3);
    assert_eq!(run(&["--no-file", "凭证.json", "--key", "公钥.txt"]).0, 3);
    assert_eq!(run(&["借条.txt"]).0, 2);
    assert_eq!(run(&["没有.txt", "凭证.json"]).0, 2);
    assert_eq!(run(&["借条.txt", "凭证.json", "--key", "公钥"]).0, 2);
    let (code, words) = run(&["--help"]);
    assert!(code == 0 && words.contains("退出码：0 核验通过"), "{words}");
    let (_, words) = run(&["借条.txt", "凭证.json", "--json", "--key", "公钥.txt"]);
    assert_eq!(serde_json::from_str::<Value>(&words).unwrap()["verdict"], "valid");
}
