//! Files handed in, ordered, named, moved, taken out and read.
use super::{acts, model, store};
use crate::{
    filing::{
        model::{Filing, FilingState, Originals},
        store as filings,
        submitted::Snapshot,
    },
    testing::{Answer, Browser, Court},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use db::Db;
use kernel::{clock::Clock, id::MaterialId};
use sea_orm::EntityTrait;
use std::io::Cursor;
use web::uploads;

fn court(db: Db) -> Court {
    Court::on(db, super::routes().merge(uploads::routes()))
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    });
    picture.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

/// One page of paper, by hand.
pub(crate) fn pdf() -> Vec<u8> {
    use std::fmt::Write;
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ];
    let (mut out, mut table) = ("%PDF-1.4\n".to_owned(), String::new());
    for (n, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let xref = out.len();
    let trailer = "trailer\n<< /Size 5 /Root 1 0 R >>";
    write!(out, "xref\n0 5\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{xref}\n%%EOF\n")
        .unwrap();
    out.into_bytes()
}

/// Sends a form with files, as a browser without script does.
pub(crate) async fn post_files(
    browser: &mut Browser,
    path: &str,
    csrf: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &str, Vec<u8>)],
) -> Answer {
    let mut body = Vec::new();
    for (name, value) in [("_csrf", csrf)].iter().chain(fields) {
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.into_bytes());
    }
    for (field, name, content) in files {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--x--\r\n");
    let request =
        Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    browser.send(request, Body::from(body)).await
}

async fn names(court: &Court, filing: &Filing, category: &str) -> Vec<String> {
    let files = store::list(court.site.db.read(), filing.id).await.unwrap();
    files.into_iter().filter(|f| f.category == category).map(|f| f.name).collect()
}

async fn first(court: &Court, filing: &Filing) -> MaterialId {
    store::list(court.site.db.read(), filing.id).await.unwrap()[0].id
}

/// The filing lies with the court, as one submission left it.
async fn submitted(court: &Court, filing: &Filing, state: FilingState) {
    let (site, now) = (&court.site, court.clock.now());
    court
        .change(filing, |f| {
            f.court = Some("J1G".into());
            f.round = 1;
            f.state = state;
        })
        .await;
    let (tx, filing) = (site.db.begin().await.unwrap(), court.filing(filing).await);
    let files = filings::files::list(&tx, filing.id).await.unwrap();
    let snapshot = Snapshot::of(&filing);
    filings::submitted::insert(&tx, &site.vault, (filing.id, 1), (&snapshot, &files), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

db::on_each_db!(files_of_a_plain_form_are_named_as_their_category => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let page = browser.get(&path).await;
    page.says(&["起诉状", "原告身份证明", "必交材料"]);
    let csrf = page.hidden("_csrf");

    let files = [
        ("file", "IMG_001.jpg", jpeg(1200, 1600)),
        ("file", "坏.pdf", b"MZ....".to_vec()),
        ("file", "扫描.pdf", pdf()),
    ];
    let answer = post_files(&mut browser, &path, &csrf, &[("category", "complaint")], &files).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says(&["“坏.pdf”的实际内容是 Windows 可执行程序", "起诉状.jpg", "起诉状2.pdf", "2 页"]);
    assert_eq!(names(&court, &filing, "complaint").await, ["起诉状.jpg", "起诉状2.pdf"]);

    let answer = post_files(&mut browser, &path, &csrf, &[("category", "complaint")], &[]).await;
    answer.says(&["请先选择文件"]);
    let answer = post_files(&mut browser, &path, &csrf, &[("category", "nonsense")], &files[..1]).await;
    answer.says(&["没有这个材料类别"]);
});

db::on_each_db!(a_category_of_ones_own_lives_by_its_files => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let added = browser.get(&format!("{path}?add=%E9%89%B4%E5%AE%9A%E7%94%B3%E8%AF%B7")).await;
    added.says(&["上传鉴定申请", "own:鉴定申请"]);
    let csrf = added.hidden("_csrf");
    let own = [("category", "own:鉴定申请")];
    let files = [("file", "a.pdf", pdf())];
    let answer = post_files(&mut browser, &path, &csrf, &own, &files).await;
    assert_eq!((answer.status, answer.to), (StatusCode::SEE_OTHER, path.clone()));
    browser.get(&path).await.says(&["鉴定申请.pdf"]);
    browser.get(&format!("{path}?add=%20")).await.says(&["请填写材料类别的名称"]);
});

db::on_each_db!(the_script_hands_in_what_it_uploaded_once => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    let file = pdf();
    let tus = |r: axum::http::request::Builder| r.header("x-csrf", &csrf).header("tus-resumable", "1.0.0");
    let created = Request::post("/uploads").header("upload-length", file.len());
    let at = browser.send(tus(created), Body::empty()).await.to;
    let sent = Request::patch(&at)
        .header("upload-offset", "0")
        .header(header::CONTENT_TYPE, "application/offset+octet-stream");
    assert_eq!(browser.send(tus(sent), Body::from(file)).await.status, StatusCode::NO_CONTENT);
    let upload = at.trim_start_matches("/uploads/");
    let fields = [("upload", upload), ("category", "evidence"), ("name", "a.pdf")];
    for _ in 0..2 {
        let answer = browser.post(&format!("{path}/attach"), &fields).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    }
    assert_eq!(names(&court, &filing, "evidence").await, ["证据材料.pdf"]);

    let mut other = court.browser().await;
    let answer = other.post(&format!("{path}/attach"), &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
});

db::on_each_db!(files_are_renamed_moved_ordered_and_removed => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    let files: Vec<_> = (0..3).map(|_| ("file", "a.pdf", pdf())).collect();
    post_files(&mut browser, &path, &csrf, &[("category", "evidence")], &files).await;
    assert_eq!(
        names(&court, &filing, "evidence").await,
        ["证据材料.pdf", "证据材料2.pdf", "证据材料3.pdf"]
    );
    let one = format!("{path}/{}", first(&court, &filing).await);

    browser.post(&format!("{one}/move"), &[("move", "down")]).await;
    assert_eq!(names(&court, &filing, "evidence").await[..2], ["证据材料2.pdf", "证据材料.pdf"]);
    browser.post(&format!("{one}/move"), &[("move", "up")]).await;
    browser.post(&format!("{one}/move"), &[("move", "up")]).await;
    assert_eq!(names(&court, &filing, "evidence").await[0], "证据材料.pdf");

    browser.get(&format!("{one}/edit")).await.says(&["value=\"证据材料\"", ".pdf"]);
    let taken = [("name", "证据材料2"), ("category", "evidence")];
    browser.post(&format!("{one}/edit"), &taken).await.says(&["同一类别中已有名为“证据材料2.pdf”的文件"]);
    let empty = [("name", " "), ("category", "evidence")];
    browser.post(&format!("{one}/edit"), &empty).await.says(&["请填写文件名称"]);
    browser.post(&format!("{one}/edit"), &[("name", "借条.pdf"), ("category", "evidence")]).await;
    assert_eq!(names(&court, &filing, "evidence").await[0], "借条.pdf");

    let two = store::list(court.site.db.read(), filing.id).await.unwrap()[1].id;
    let to = [("name", "证据材料2"), ("category", "complaint")];
    browser.post(&format!("{path}/{two}/edit"), &to).await;
    assert_eq!(names(&court, &filing, "complaint").await, ["起诉状.pdf"]);

    browser.get(&format!("{one}/delete")).await.says(&["确定删除“借条.pdf”吗"]);
    for _ in 0..2 {
        let answer = browser.post(&format!("{one}/delete"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(names(&court, &filing, "evidence").await, ["证据材料3.pdf"]);
});

db::on_each_db!(files_handed_in_at_once_keep_their_order_and_their_own_names => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    let files = [
        ("file", "三、转账记录.pdf", pdf()),
        ("file", "一、借条.jpg", jpeg(1200, 1600)),
        ("file", "二、聊天记录.pdf", pdf()),
    ];
    post_files(&mut browser, &path, &csrf, &[("category", "evidence")], &files).await;
    let kept = store::list(court.site.db.read(), filing.id).await.unwrap();
    let of = |what: fn(&model::Material) -> &str| kept.iter().map(what).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(of(|f| &f.file_name), ["三、转账记录.pdf", "一、借条.jpg", "二、聊天记录.pdf"]);
    assert_eq!(of(|f| &f.name), ["证据材料.pdf", "证据材料2.jpg", "证据材料3.pdf"]);
    let shown = browser.get(&path).await.texts("#files-evidence .material__meta");
    for (line, (_, name, _)) in shown.iter().zip(&files) {
        assert!(line.contains(&format!("原文件名 {name}")), "{shown:?}");
    }
    // Another name for the court does not take the original one away.
    let first = kept[0].id;
    browser.post(&format!("{path}/{first}/edit"), &[("name", "转账"), ("category", "evidence")]).await;
    let renamed = store::list(court.site.db.read(), filing.id).await.unwrap();
    assert_eq!((renamed[0].name.as_str(), renamed[0].file_name.as_str()), ("转账.pdf", "三、转账记录.pdf"));
});

db::on_each_db!(what_was_submitted_is_not_changed_but_can_still_be_read => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    post_files(&mut browser, &path, &csrf, &[("category", "evidence")], &[("file", "a.pdf", pdf())]).await;
    let file = format!("{path}/{}", first(&court, &filing).await);

    let now = court.clock.now();
    submitted(&court, &filing, FilingState::Submitted { at: now, due: now }).await;
    assert_eq!(browser.get(&path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post(&format!("{file}/delete"), &[]).await.status, StatusCode::CONFLICT);

    let state = FilingState::Supplement { asked_at: now, until: None };
    court.change(&filing, |f| f.state = state).await;
    browser.post(&format!("{file}/delete"), &[]).await;
    assert!(names(&court, &filing, "evidence").await.is_empty());
    browser.get(&path).await.says(&["第 1 次提交的材料", &file]);
    browser.get(&file).await.says(&["证据材料.pdf", "第 2 页"]);
    assert_eq!(browser.get(&format!("{file}/file")).await.status, StatusCode::OK);
});

db::on_each_db!(a_clerk_reads_what_was_submitted_to_the_court_and_leaves_a_trace => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    let files = [("file", "a.pdf", pdf())];
    post_files(&mut browser, &path, &csrf, &[("category", "evidence")], &files).await;
    let file = format!("{path}/{}", first(&court, &filing).await);
    let mut clerk = court.browser_of(court.clerk("J1G").account().unwrap()).await;
    let mut elsewhere = court.browser_of(court.clerk("J1H").account().unwrap()).await;
    court.change(&filing, |f| f.court = Some("J1G".into())).await;
    assert_eq!(clerk.get(&file).await.status, StatusCode::NOT_FOUND);

    let now = court.clock.now();
    submitted(&court, &filing, FilingState::Submitted { at: now, due: now }).await;
    assert_eq!(clerk.get(&file).await.status, StatusCode::OK);
    assert_eq!(clerk.get(&format!("{file}/page/1.png")).await.status, StatusCode::OK);
    assert_eq!(elsewhere.get(&file).await.status, StatusCode::NOT_FOUND);
    let log = db::entity::access_log::Entity::find().all(court.site.db.read()).await.unwrap();
    assert_eq!(log.len(), 1);
    assert!(log[0].case_id == filing.case && log[0].what.starts_with("filing_material/"));

    // What was added for the supplement is the filer's alone until it is submitted.
    let state = FilingState::Supplement { asked_at: now, until: None };
    court.change(&filing, |f| f.state = state).await;
    post_files(&mut browser, &path, &csrf, &[("category", "complaint")], &files).await;
    let added = store::list(court.site.db.read(), filing.id).await.unwrap();
    let added = added.iter().find(|f| f.category == "complaint").unwrap().id;
    assert_eq!(clerk.get(&format!("{path}/{added}")).await.status, StatusCode::NOT_FOUND);
});

db::on_each_db!(a_file_is_read_whole_in_parts_and_as_pictures => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    let files = [("file", "a.jpg", jpeg(2400, 3200))];
    post_files(&mut browser, &path, &csrf, &[("category", "evidence")], &files).await;
    let file = format!("{path}/{}", first(&court, &filing).await);

    let whole = browser.get(&format!("{file}/file")).await;
    assert_eq!((whole.status, whole.to.as_str()), (StatusCode::OK, ""));
    let part = Request::get(format!("{file}/file")).header(header::RANGE, "bytes=0-9");
    let part = browser.send(part, Body::empty()).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    let never = Request::get(format!("{file}/file")).header(header::RANGE, "bytes=99999999-");
    let never = browser.send(never, Body::empty()).await;
    assert_eq!(never.status, StatusCode::RANGE_NOT_SATISFIABLE);

    browser.get(&file).await.says(&["证据材料.jpg", "/page/1.png"]);
    browser.get(&format!("{file}/view")).await.says(&["/page/1.png", "下载原文件"]);
    assert_eq!(browser.get(&format!("{file}/page/1.png")).await.status, StatusCode::OK);
    assert_eq!(browser.get(&format!("{file}/page/2.png")).await.status, StatusCode::NOT_FOUND);

    let mut stranger = court.browser().await;
    for address in [file.clone(), format!("{file}/file"), format!("{file}/page/1.png"), path.clone()] {
        assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
});

db::on_each_db!(pages_of_a_pdf_are_drawn => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let csrf = browser.get(&path).await.hidden("_csrf");
    post_files(&mut browser, &path, &csrf, &[("category", "evidence")], &[("file", "a.pdf", pdf())]).await;
    let file = format!("{path}/{}", first(&court, &filing).await);
    for n in 1..=2 {
        let page = browser.get(&format!("{file}/page/{n}.png")).await;
        assert!(page.status == StatusCode::OK && page.body.contains("PNG"), "{}", page.status);
    }
});

db::on_each_db!(originals_are_chosen_and_the_way_goes_on => async |db: Db| {
    let court = court(db);
    let mut browser = court.browser().await;
    let filing = court.draft(browser.account).await;
    let path = format!("/filings/{}/materials", filing.id);
    let answer = browser.post(&format!("{path}/originals"), &[]).await;
    answer.says(&["请选择立案后纸质原件的提交方式"]);
    let answer = browser.post(&format!("{path}/originals"), &[("originals", "post")]).await;
    assert_eq!(answer.to, format!("/filings/{}/service-address", filing.id));
    assert_eq!(court.filing(&filing).await.content.originals, Some(Originals::Post));
    assert!(acts::remove(&court.site, (browser.account, filing.id), MaterialId::new()).await.is_err());
    let logged = db::entity::access_log::Entity::find().all(court.site.db.read()).await.unwrap();
    assert!(logged.is_empty());
});

#[test]
fn art6_required_materials_are_named_with_their_article() {
    let at = "2026-11-22T02:00:00Z".parse().unwrap();
    let list = law::cause::list("civil-2025").unwrap();
    let kind = (law::CaseKind::CivilFirst, crate::filing::model::Capacity::OneSelf);
    let filing = Filing::begin(kernel::id::AccountId::new(), kind, list, at);
    let missing = model::findings(&filing, &["complaint".into(), "evidence".into()]);
    let fields: Vec<_> = missing.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(
        fields,
        ["plaintiff_identity", "defendant_identity", "address_confirmation", "originals"]
    );
    assert!(missing[0].message.contains("原告身份证明") && missing[0].message.contains("第六条"));
}

#[test]
fn names_follow_the_category_until_somebody_gives_another() {
    use web::inspect::Kind;
    assert_eq!(model::default_name("起诉状", Kind::Pdf, &[]), "起诉状.pdf");
    assert_eq!(model::default_name("起诉状", Kind::Jpeg, &["起诉状.pdf"]), "起诉状2.jpg");
    assert!(model::is_default("起诉状12.pdf", "起诉状"));
    assert!(!model::is_default("起诉状（改）.pdf", "起诉状"));
    assert_eq!(model::renamed("合同.pdf", "a.pdf", &[]), Ok("合同.pdf".into()));
    assert_eq!(model::renamed("合同.exe", "a.pdf", &[]), Ok("合同.exe.pdf".into()));
    assert_eq!(model::category_name("complaint"), "起诉状");
    assert_eq!(model::category_name("own:鉴定申请"), "鉴定申请");
    let named = |text| {
        model::named_category(
            law::CaseKind::CivilFirst,
            crate::filing::model::Capacity::OneSelf,
            text,
        )
    };
    assert_eq!(named("起诉状"), Ok("complaint".into()));
    assert_eq!(named(" 鉴定申请 "), Ok("own:鉴定申请".into()));
    assert!(named(&"长".repeat(21)).is_err());
}
