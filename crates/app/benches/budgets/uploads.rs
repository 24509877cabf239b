//! Fifty uploads of 20 MB at once: memory of the server; one after another against `sha256sum` of the same bytes.
use crate::{ready, server::Server, tell};
use kernel::clock::{Clock, SystemClock};
use std::{
    fmt::Write,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use web::session::Facts;

const SIZE: usize = 20 * 1000 * 1000;
const AT_ONCE: usize = 50;

/// A PDF of that size, different for each `n`.
fn pdf(n: usize) -> Vec<u8> {
    let objects = [
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n",
    ];
    let content = SIZE - 800;
    let mut bytes = format!("%PDF-1.4\n%{n}\n").into_bytes();
    let fourth = bytes.len();
    bytes.extend(format!("4 0 obj<</Length {content}>>stream\n").as_bytes());
    bytes.resize(bytes.len() + content, b'x');
    bytes.extend(b"\nendstream endobj\n");
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for object in objects {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(object.as_bytes());
    }
    writeln!(table, "{fourth:010} 00000 n ").unwrap();
    let start = bytes.len();
    bytes.extend(
        format!("{table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    bytes
}

#[derive(Clone)]
struct Sender {
    http: reqwest::Client,
    address: String,
    cookie: String,
    csrf: String,
}

impl Sender {
    async fn send(&self, bytes: Vec<u8>) {
        let made = self
            .request(reqwest::Method::POST, "/uploads")
            .header("upload-length", bytes.len())
            .send()
            .await
            .unwrap();
        assert_eq!(made.status(), 201, "{}", made.text().await.unwrap());
        let place = made.headers()["location"].to_str().unwrap().to_owned();
        let done = self
            .request(reqwest::Method::PATCH, &place)
            .header("upload-offset", "0")
            .header("content-type", "application/offset+octet-stream")
            .body(bytes)
            .send()
            .await
            .unwrap();
        assert!(done.status().is_success(), "{} {}", done.status(), done.text().await.unwrap());
    }

    fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.address))
            .header("cookie", &self.cookie)
            .header("x-csrf", &self.csrf)
            .header("tus-resumable", "1.0.0")
    }
}

pub(crate) async fn measure() {
    let data = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", data.path().join("dengwen.db").display());
    let stage = ready::stage(data.path(), &url, 1).await;
    let (_, settings) = ready::settings(data.path(), &url);
    let facts = Facts { second_factor: true };
    let token = web::session::begin(&stage.db, &settings, stage.filer, &facts, SystemClock.now())
        .await
        .unwrap();
    stage.db.close().await.unwrap();
    let server = Server::start(data.path()).await;
    let sender = Sender {
        http: reqwest::Client::new(),
        address: server.address.clone(),
        cookie: format!("dengwen={}", token.cookie_value()),
        csrf: token.csrf(),
    };
    sender.send(pdf(1_000)).await;
    let before = server.kib("VmRSS");
    let begun = Instant::now();
    let mut all = tokio::task::JoinSet::new();
    for n in 0..AT_ONCE {
        let sender = sender.clone();
        all.spawn(async move { sender.send(pdf(n)).await });
    }
    while let Some(done) = all.join_next().await {
        done.unwrap();
    }
    let took = begun.elapsed();
    let more = server.kib("VmHWM").saturating_sub(before);
    println!(
        "dengwen: {AT_ONCE} uploads of 20 MB at once: {:.1} s, {} MiB more memory at most",
        took.as_secs_f64(),
        more / 1024
    );
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    tell("memory of fifty uploads at once, of 64 MiB", more as f64 / 65_536.0, "≤ 1");
    let files: Vec<_> = (0..10).map(|n| pdf(2_000 + n)).collect();
    let begun = Instant::now();
    for bytes in files {
        sender.send(bytes).await;
    }
    let sent = begun.elapsed();
    let plain = sha256sum(data.path());
    tell(
        "uploading 200 MB, of sha256sum of the same",
        sent.as_secs_f64() / plain.as_secs_f64(),
        "≤ 2",
    );
}

/// How long `sha256sum` takes over ten such files.
fn sha256sum(folder: &Path) -> Duration {
    let files: Vec<_> = (0..10)
        .map(|n| {
            let path = folder.join(format!("{n}.pdf"));
            std::fs::write(&path, pdf(2_000 + n)).unwrap();
            path
        })
        .collect();
    let begun = Instant::now();
    assert!(Command::new("sha256sum").args(&files).output().unwrap().status.success());
    begun.elapsed()
}
