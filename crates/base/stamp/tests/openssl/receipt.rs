//! A receipt with a time stamp, from the statement to the verdict, as the court makes it and a stranger checks it.

use crate::{authority::Authority, trust};
use chain::{
    Checkpoint, Digester, FileDigest, Finding, Moment, Opening, Outcome, Receipt, Salt, SigningKey,
    Stamped, Statement, Trust, Verdict, VerifyingKey, tree::Edge,
};
use stamp::{Algorithm, Authorities, Request};
use std::{fs, path::Path, process::Command};

const ORIGIN: &str = "court.example/cunzheng";
const FILE: &str = "证据.txt";

/// The receipt of a file, under a checkpoint that `name` has stamped.
fn receipt(authority: &Authority, name: &str) -> (Receipt, Vec<VerifyingKey>) {
    let content = "微信聊天记录";
    fs::write(authority.path(FILE), content).unwrap();
    let FileDigest { sha256, sm3, size } = FileDigest::of(content.as_bytes());
    let at: Moment = "2026-09-01T01:02:03.000004Z".parse().unwrap();
    let media_type = "text/plain".to_owned();
    let statement = Statement::FileAccepted { sha256, sm3, size, media_type, received_at: at };
    let opening = Opening::new(Salt([4; 32]), &statement).unwrap();
    let mut edge = Edge::default();
    edge.append([opening.leaf(at).unwrap().hash()]).unwrap();
    let keys = [SigningKey::sm2(ORIGIN, &[8; 32]).unwrap()];
    let (size, root) = (edge.size(), edge.root());
    let signed = Checkpoint { origin: ORIGIN.into(), size, root }.sign(&keys).unwrap();
    let public: Vec<_> = keys.iter().map(SigningKey::verifying_key).collect();

    let request = Request::new(signed.as_str().as_bytes(), Algorithm::Sha256, [1; 16]).unwrap();
    let response = authority.answer(request.der(), name, "v2", "");
    let token = request.answer(&response, &trust(authority)).unwrap().token;
    let mut receipt = Receipt::new(&opening, at, 0, vec![], signed, public.clone()).unwrap();
    receipt.stamp = Some(token);
    (receipt, public)
}

/// As `dengwen verify` does.
fn check(receipt: &Receipt, file: &Path, keys: &[VerifyingKey], trusted: &Authorities) -> Finding {
    let mut digester = Digester::default();
    std::io::copy(&mut fs::File::open(file).unwrap(), &mut digester).unwrap();
    let stamp = |token: &[u8], text: &[u8]| match stamp::verify(token, text, trusted) {
        Ok(stamp) => Ok(Stamped { at: Moment::new(stamp.at), authority: stamp.authority }),
        Err(refused) => Err(refused.to_string()),
    };
    let document = receipt.text().unwrap();
    let trust = Trust { keys, stamp: Some(&stamp) };
    let report = chain::verify(document.as_bytes(), Some(&digester.finish()), &trust);
    let last = report.findings.last().unwrap().clone();
    let failed = last.outcome() == Outcome::Failed;
    assert_eq!(report.verdict(), if failed { Verdict::Refused } else { Verdict::Valid });
    last
}

fn python(authority: &Authority, receipt: &Receipt, keys: &[VerifyingKey]) -> String {
    authority.write("receipt.json", receipt.text().unwrap().as_bytes());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tools/verify.py");
    let run = Command::new("python3")
        .arg("-B")
        .arg(script)
        .args([FILE, "receipt.json", "--tsa-root", "root.crt", "--key", &keys[0].to_string()])
        .current_dir(authority.path(""))
        .output()
        .expect("python3 is installed: scripts/need.sh python3");
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn a_stamped_receipt_is_valid_here_and_in_python() {
    let authority = Authority::new();
    authority.issue("tsa", "root", "stamping", crate::P256);
    let (mut receipt, keys) = receipt(&authority, "tsa");
    let file = authority.path(FILE);
    let Finding::StampValid(stamped) = check(&receipt, &file, &keys, &trust(&authority)) else {
        panic!("not valid");
    };
    assert_eq!(stamped.authority, "CN=tsa");
    let said = python(&authority, &receipt, &keys);
    let words = format!("✓ 时间戳有效：时间戳机构证明检查点在{}已经存在。", stamped.at.beijing());
    assert!(said.contains(&words) && said.starts_with("核验通过"), "{said}");

    // A stamp over another checkpoint.
    let (other, _) = self::receipt(&authority, "tsa");
    let text = other.checkpoint.as_str().replace(ORIGIN, "court.example/other");
    let request = Request::new(text.as_bytes(), Algorithm::Sha256, [1; 16]).unwrap();
    authority.answer(request.der(), "tsa", "v2", "");
    authority.must("ts -reply -in response -token_out -out token");
    receipt.stamp = Some(authority.read("token"));
    let finding = check(&receipt, &file, &keys, &trust(&authority));
    assert_eq!(finding.to_string(), "时间戳无效：时间戳不是对这一内容的：摘要不同。");
    assert!(python(&authority, &receipt, &keys).contains("✗ 时间戳无效："));
}

/// Certificates end; what was stamped before remains proven.
#[test]
fn a_stamp_is_judged_as_of_its_time_here_and_in_python() {
    let authority = Authority::new();
    authority.request("tsa", crate::P256, "");
    let validity = "-startdate 20200101000000Z -enddate 20210101000000Z";
    authority.certify("tsa", "root", "stamping", validity);
    authority.issue("valid", "root", "stamping", crate::P256);
    let (mut receipt, keys) = receipt(&authority, "valid");
    let request =
        Request::new(receipt.checkpoint.as_str().as_bytes(), Algorithm::Sm3, [1; 16]).unwrap();
    authority.answer(request.der(), "tsa", "v2", "");
    authority.must("ts -reply -in response -token_out -out token");
    receipt.stamp = Some(authority.read("token"));
    let finding = check(&receipt, &authority.path(FILE), &keys, &trust(&authority));
    assert_eq!(finding.code(), "stamp-wrong");
    assert!(python(&authority, &receipt, &keys).contains("✗ 时间戳无效："));
    receipt.stamp = Some(b"nonsense".to_vec());
    assert!(python(&authority, &receipt, &keys).contains("✗ 时间戳无效：格式不正确。"));
}
