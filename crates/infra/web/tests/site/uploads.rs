//! Files on their way in, by the protocol and by the plain form.
use crate::support::{logged_in, send, site, text};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, Response, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use db::{
    Db,
    entity::{upload, upload_part},
};
use futures::stream;
use kernel::{
    clock::{Clock, ManualClock},
    id::{AccountId, UploadId},
    policy::Permission,
};
use sea_orm::EntityTrait;
use std::{io, sync::Arc};
use web::{
    Fault, Routes, Site, Visit,
    uploads::{self, Finished, Parts, TakeError},
};

const NOW: &str = "2026-11-02T02:00:00Z";

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(NOW.parse().unwrap()))
}

fn app(site: &Site) -> Router {
    let routes = uploads::routes().merge(Routes::new().post("/form", Permission::OwnFilings, form));
    web::layers::wrap(routes.into_router(), site.clone())
}

/// A page's handler that says what it got.
async fn form(visit: Visit, parts: Parts) -> Result<String, Fault> {
    let received = uploads::receive_multipart(&visit, parts).await?;
    let files = received.files.iter().map(|f| match &f.result {
        Ok(found) => format!("{}={}:{}", f.field, found.file_name, found.media_type),
        Err(why) => format!("{}!{why}", f.field),
    });
    let fields = received.fields.iter().map(|(k, v)| format!("{k}={v}"));
    Ok(fields.chain(files).collect::<Vec<_>>().join("\n"))
}

struct Browser {
    app: Router,
    cookie: String,
    csrf: String,
    account: AccountId,
}

impl Browser {
    async fn new(site: &Site) -> Self {
        let account = AccountId::new();
        let (cookie, csrf) = logged_in(site, account).await;
        Self { app: app(site), cookie, csrf, account }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header("x-csrf", &self.csrf)
            .header("tus-resumable", "1.0.0")
    }

    async fn create(&self, name: &str, length: usize) -> Response<Body> {
        let request = self
            .request("POST", "/uploads")
            .header("upload-length", length)
            .header("upload-metadata", format!("filename {},filetype x", STANDARD.encode(name)));
        send(&self.app, request.body(Body::empty()).unwrap()).await
    }

    async fn patch(&self, path: &str, offset: usize, body: Body) -> Response<Body> {
        let request = self
            .request("PATCH", path)
            .header("upload-offset", offset)
            .header(header::CONTENT_TYPE, "application/offset+octet-stream");
        send(&self.app, request.body(body).unwrap()).await
    }

    async fn offset(&self, path: &str) -> (StatusCode, String) {
        let request = self.request("HEAD", path).body(Body::empty()).unwrap();
        let response = send(&self.app, request).await;
        let offset = response.headers().get("upload-offset");
        (response.status(), offset.map_or(String::new(), |v| v.to_str().unwrap().to_owned()))
    }
}

fn location(response: &Response<Body>) -> String {
    response.headers()[header::LOCATION].to_str().unwrap().to_owned()
}

fn id(path: &str) -> UploadId {
    path.trim_start_matches("/uploads/").parse().unwrap()
}

async fn take(site: &Site, account: AccountId, path: &str) -> Result<Finished, TakeError> {
    let tx = site.db.begin().await.unwrap();
    let taken = uploads::take(&tx, account, id(path)).await;
    tx.commit().await.unwrap();
    taken
}

async fn parts_left(site: &Site) -> usize {
    upload_part::Entity::find().all(site.db.read()).await.unwrap().len()
}

fn jpeg() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(600, 400, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], (x * y).to_le_bytes()[0]])
    });
    let mut out = io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

db::on_each_db!(a_file_arrives_in_pieces_over_a_bad_line => async |db: Db| {
    let site = site(db, clock());
    let browser = Browser::new(&site).await;
    let file = jpeg();
    let created = browser.create("起诉状.pdf", file.len()).await;
    assert_eq!(created.status(), StatusCode::CREATED);
    assert_eq!(created.headers()["upload-expires"], "Tue, 03 Nov 2026 02:00:00 GMT");
    let path = location(&created);
    assert_eq!(browser.offset(&path).await, (StatusCode::OK, "0".into()));

    // The line breaks after 5,000 bytes: they are safe.
    let broken = [Ok(Bytes::from(file[..5000].to_vec())), Err(io::Error::other("line lost"))];
    let response = browser.patch(&path, 0, Body::from_stream(stream::iter(broken))).await;
    assert_eq!(response.headers()["upload-offset"], "5000");
    assert_eq!(browser.offset(&path).await, (StatusCode::OK, "5000".into()));
    assert!(matches!(take(&site, browser.account, &path).await, Err(TakeError::Unfinished(_))));

    // A client that has not noticed is told where to go on.
    let again = browser.patch(&path, 0, Body::from(file.clone())).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);

    let last = browser.patch(&path, 5000, Body::from(file[5000..].to_vec())).await;
    assert_eq!(last.status(), StatusCode::NO_CONTENT);
    assert_eq!(last.headers()["upload-offset"], file.len().to_string());
    assert_eq!(parts_left(&site).await, 0);

    let taken = take(&site, browser.account, &path).await.unwrap();
    assert_eq!(taken.file_name, "起诉状.jpg");
    assert_eq!((taken.media_type.as_str(), taken.width, taken.height), ("image/jpeg", Some(600), Some(400)));
    assert_eq!(site.blobs.read_range(&taken.sha256, 0..file.len() as u64).await.unwrap(), file);
    assert!(matches!(take(&site, browser.account, &path).await, Err(TakeError::Unknown)));
});

db::on_each_db!(a_bad_file_is_refused_with_the_reason => async |db: Db| {
    let site = site(db, clock());
    let browser = Browser::new(&site).await;
    let mut exe = b"MZ\x90\0".to_vec();
    exe.resize(3000, 0);
    let path = location(&browser.create("合同.pdf", exe.len()).await);
    let refused = browser.patch(&path, 0, Body::from(exe)).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let said = text(refused).await;
    assert!(said.contains("“合同.pdf”的实际内容是 Windows 可执行程序"), "{said}");
    assert_eq!(parts_left(&site).await, 0);
    assert_eq!(browser.offset(&path).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(matches!(take(&site, browser.account, &path).await, Err(TakeError::Refused(_))));
});

db::on_each_db!(what_is_too_large_or_empty_is_refused_before_a_byte => async |db: Db| {
    let site = site(db, clock());
    let browser = Browser::new(&site).await;
    let large = browser.create("录像.mp4", 21 * 1024 * 1024).await;
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(large).await.contains("“录像.mp4”大小为 21.0 MB"));
    assert_eq!(browser.create("空.pdf", 0).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(upload::Entity::find().all(site.db.read()).await.unwrap().is_empty());
});

db::on_each_db!(an_upload_belongs_to_its_sender => async |db: Db| {
    let site = site(db, clock());
    let (one, other) = (Browser::new(&site).await, Browser::new(&site).await);
    let path = location(&one.create("a.jpg", 100).await);
    assert_eq!(other.offset(&path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(other.patch(&path, 0, Body::from("x")).await.status(), StatusCode::NOT_FOUND);
    assert!(matches!(take(&site, other.account, &path).await, Err(TakeError::Unknown)));

    let forged = Request::delete(&path)
        .header(header::COOKIE, &one.cookie)
        .header("tus-resumable", "1.0.0")
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&one.app, forged).await.status(), StatusCode::FORBIDDEN);
    let gone = send(&one.app, one.request("DELETE", &path).body(Body::empty()).unwrap()).await;
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(one.offset(&path).await.0, StatusCode::NOT_FOUND);
});

db::on_each_db!(more_bytes_than_announced_are_not_kept => async |db: Db| {
    let site = site(db, clock());
    let browser = Browser::new(&site).await;
    let path = location(&browser.create("a.jpg", 10).await);
    let response = browser.patch(&path, 0, Body::from(vec![0; 11])).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(browser.offset(&path).await, (StatusCode::OK, "0".into()));
});

db::on_each_db!(a_last_byte_before_a_crash_is_finished_by_asking_again => async |db: Db| {
    let site = site(db, clock());
    let browser = Browser::new(&site).await;
    let file = jpeg();
    let path = location(&browser.create("a.jpg", file.len()).await);
    // As a process leaves it that dies between the last part and the look at the whole.
    let key = format!("parts/{}/1", id(&path));
    let bytes = stream::iter([Ok(Bytes::from(file.clone()))]);
    site.blobs.put_part(&key, bytes, 1 << 20).await.unwrap();
    let length = i64::try_from(file.len()).unwrap();
    let tx = site.db.begin().await.unwrap();
    let part = upload_part::Model { upload_id: id(&path), start: 0, length, object_key: key };
    let part = sea_orm::IntoActiveModel::into_active_model(part);
    upload_part::Entity::insert(part).exec_without_returning(&tx).await.unwrap();
    let row = upload::ActiveModel {
        id: sea_orm::ActiveValue::Unchanged(id(&path)),
        received: sea_orm::ActiveValue::Set(length),
        ..Default::default()
    };
    upload::Entity::update(row).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(browser.offset(&path).await, (StatusCode::OK, file.len().to_string()));
    assert_eq!(take(&site, browser.account, &path).await.unwrap().size, length);
});

db::on_each_db!(abandoned_uploads_are_swept => async |db: Db| {
    let clock = clock();
    let site = site(db, clock.clone());
    let browser = Browser::new(&site).await;
    let path = location(&browser.create("a.jpg", 1000).await);
    browser.patch(&path, 0, Body::from(vec![1; 400])).await;
    clock.advance(chrono::Duration::hours(23));
    assert_eq!(uploads::sweep(&site).await.unwrap(), 0);
    clock.advance(chrono::Duration::hours(1));
    assert_eq!(uploads::sweep(&site).await.unwrap(), 1);
    assert_eq!(parts_left(&site).await, 0);
    assert!(upload::Entity::find().all(site.db.read()).await.unwrap().is_empty());
    assert!(clock.now() > NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
});

fn multipart(fields: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in fields {
        let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--x--\r\n");
    body
}

db::on_each_db!(a_plain_form_brings_good_files_and_names_bad_ones => async |db: Db| {
    let site = site(db, clock());
    let browser = Browser::new(&site).await;
    let post = async |fields: &[(&str, Option<&str>, &[u8])]| {
        let request = Request::post("/form")
            .header(header::COOKIE, &browser.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(multipart(fields)))
            .unwrap();
        send(&browser.app, request).await
    };
    let large = vec![0; 21 * 1024 * 1024];
    let response = post(&[
        ("_csrf", None, browser.csrf.as_bytes()),
        ("category", None, "complaint".as_bytes()),
        ("file", Some("借条.jpg"), &jpeg()),
        ("file", Some("大.pdf"), &large),
        ("file", Some("空.pdf"), b""),
        ("file", Some(""), b""),
        ("file", Some("木马.pdf"), b"MZ..............."),
    ])
    .await;
    assert_eq!(response.status(), StatusCode::OK);
    let said = text(response).await;
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines[..2], ["category=complaint", "file=借条.jpg:image/jpeg"]);
    assert!(lines[2].contains("“大.pdf”大小为 21.0 MB"), "{said}");
    assert!(lines[3].contains("“空.pdf”是空文件"), "{said}");
    assert!(lines[4].contains("“木马.pdf”的实际内容是 Windows 可执行程序"), "{said}");
    assert_eq!(lines.len(), 5);

    let forged = post(&[("file", Some("借条.jpg"), &jpeg())]).await;
    assert_eq!(forged.status(), StatusCode::CONFLICT);
});
