//! The page and the log, as strangers meet them.
use crate::testing::{Answer as Page, Browser, Court};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use chain::{FileDigest, Moment, Statement};
use db::{
    Db,
    proof::{self, Answer, Subject},
};
use kernel::id::MaterialId;

const FILE: &[u8] = b"hello, court";

/// A court with the receipt of one file.
async fn receipt(court: &Court) -> String {
    let site = &court.site;
    let now = site.clock.now();
    let FileDigest { sha256, sm3, size } = FileDigest::of(FILE);
    let statement = Statement::FileAccepted {
        sha256,
        sm3,
        size,
        media_type: "text/plain".into(),
        received_at: Moment::new(now),
    };
    let subject = Subject::Material(MaterialId::new());
    let tx = site.db.begin().await.unwrap();
    proof::commit(&tx, &site.vault, now, subject, &statement).await.unwrap();
    tx.commit().await.unwrap();
    site.log.settle(now).await.unwrap();
    let answer = proof::receipt(site.db.read(), &site.vault, site.log.keys(), subject).await;
    let Answer::Receipt(receipt) = answer.unwrap() else { panic!("no receipt") };
    receipt.text().unwrap()
}

async fn sends(visitor: &Browser, csrf: &str, files: &[(&str, &[u8])]) -> Page {
    let mut body =
        format!("--X\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n")
            .into_bytes();
    for (field, bytes) in files {
        let head = format!(
            "--X\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{field}.txt\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--X--\r\n");
    let request =
        Request::post("/proof").header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
    visitor.send(request, Body::from(body)).await
}

db::on_each_db!(anyone_checks_a_file_without_script => async |db: Db| {
    let court = Court::on(db);
    let receipt = receipt(&court).await;
    let (visitor, receipt) = (court.visitor(), receipt.as_bytes());
    let csrf = visitor.csrf();
    visitor.get("/proof").await.says(&[&csrf, "核验存证"]);
    let good = sends(&visitor, &csrf, &[("receipt", receipt), ("file", FILE)]).await;
    good.says(&["核验通过", "file.txt", "✓"]);
    let other = sends(&visitor, &csrf, &[("receipt", receipt), ("file", b"changed")]).await;
    other.says(&["核验不通过", "✗"]);
    let alone = sends(&visitor, &csrf, &[("receipt", receipt)]).await;
    alone.says(&["没有发现问题，但有事项未核对"]);
    let none = sends(&visitor, &csrf, &[("file", FILE)]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.says(&["请选择存证凭证"]);
    let forged = sends(&visitor, "x", &[("receipt", receipt)]).await;
    assert_eq!(forged.status, StatusCode::CONFLICT);
});

db::on_each_db!(strangers_read_the_log => async |db: Db| {
    let court = Court::on(db);
    let visitor = court.visitor();
    assert_eq!(visitor.get("/log/checkpoint").await.status, StatusCode::NOT_FOUND);
    receipt(&court).await;
    visitor.get("/log/checkpoint").await.says(&["court.test/cunzheng", "\n1\n"]);
    visitor.get("/log/keys").await.says(&["court.test/cunzheng+"]);
    visitor.get("/log/tile/entries/000.p/1").await.says(&["\"kind\":\"file_accepted\""]);
    for path in ["/log/tile/0/000", "/log/tile/0/0", "/log/consistency/0/2", "/log/consistency/2/1"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(visitor.get("/log/consistency/0/1").await.status, StatusCode::OK);
});
