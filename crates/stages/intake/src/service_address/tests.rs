//! The confirmation filled in, signed, changed after signing, and made into a paper.
use super::{jobs, model};
use crate::{
    filing::model::{Content, Filing, ServiceAddress, Signature},
    material::{
        store as materials,
        tests::{jpeg, pdf, post_files},
    },
    testing::{Answer, Browser, Court},
};
use async_trait::async_trait;
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use db::{
    Db,
    jobs::{Job, JobError},
};
use kernel::{
    id::JobId,
    ports::{PaperMaker, PortError},
};
use sea_orm::EntityTrait;
use std::{
    io::Cursor,
    sync::{Arc, Mutex},
};

/// A press that keeps what it was asked for.
#[derive(Default)]
struct Press {
    asked: Mutex<Vec<serde_json::Value>>,
}

#[async_trait]
impl PaperMaker for Press {
    async fn render(
        &self,
        kind: &str,
        data: serde_json::Value,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<u8>, PortError> {
        assert_eq!(kind, "service_address");
        assert_eq!(pictures.len(), usize::from(data["signature"] == true));
        self.asked.lock().unwrap().push(data);
        Ok(pdf())
    }
}

fn court(db: Db) -> Court {
    Court::on(db, super::routes().merge(crate::material::routes()))
}

/// A line drawn on nothing, as the script sends it.
fn drawn(ink: bool) -> String {
    canvas(|x, y| ink && x.abs_diff(y * 3) < 5)
}

/// What lies on the canvas where there is ink.
fn canvas(ink: impl Fn(u32, u32) -> bool) -> String {
    let mut out = Cursor::new(Vec::new());
    let picture = image::RgbaImage::from_fn(300, 100, |x, y| {
        image::Rgba([0, 0, 0, if ink(x, y) { 255 } else { 0 }])
    });
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    format!("data:image/png;base64,{}", STANDARD.encode(out.into_inner()))
}

const COMPLETE: [(&str, &str); 12] = [
    ("recipient", "张三"),
    ("document", "resident_id"),
    ("number", "11010519491231002X"),
    ("phone", "13800000001"),
    ("electronic", "yes"),
    ("channels", "platform"),
    ("channels", "sms"),
    ("sms_number", "13800000001"),
    ("address", "广东省广州市天河区珠江新城华夏路1号"),
    ("postcode", "510623"),
    ("declared", "on"),
    ("version", ""),
];

struct Step {
    court: Court,
    browser: Browser,
    filing: Filing,
    path: String,
    csrf: String,
}

impl Step {
    async fn at(db: Db) -> Self {
        let court = court(db);
        let mut browser = court.browser().await;
        let filing = court.draft(browser.account).await;
        let path = format!("/filings/{}/service-address", filing.id);
        let csrf = browser.get(&path).await.hidden("_csrf");
        Self { court, browser, filing, path, csrf }
    }

    /// Sends the complete form with these differences.
    async fn send(&mut self, with: &[(&str, &str)], files: &[(&str, &str, Vec<u8>)]) -> Answer {
        let kept = COMPLETE.iter().filter(|(k, _)| !with.iter().any(|(w, _)| w == k));
        let fields: Vec<_> = kept.chain(with).copied().collect();
        post_files(&mut self.browser, &self.path, &self.csrf, &fields, files).await
    }

    async fn address(&self) -> ServiceAddress {
        self.court.filing(&self.filing).await.content.service_address
    }

    async fn papers(&self) -> Vec<String> {
        let files = materials::list(self.court.site.db.read(), self.filing.id).await.unwrap();
        files.into_iter().filter(|f| f.generated.is_some()).map(|f| f.name).collect()
    }

    async fn waiting(&self) -> usize {
        let jobs = db::entity::job::Entity::find().all(self.court.site.db.read()).await.unwrap();
        jobs.into_iter().filter(|j| j.kind == jobs::KIND).count()
    }

    async fn work(&self) -> Result<(), JobError> {
        let handler = super::handlers(&self.court.site).remove(0);
        let payload = serde_json::json!({ "filing": self.filing.id });
        handler.run(&Job { id: JobId::new(), kind: jobs::KIND.into(), payload, attempt: 1 }).await
    }
}

db::on_each_db!(signed_on_the_screen_it_becomes_a_paper => async |db: Db| {
    let mut step = Step::at(db).await;
    let press = Arc::new(Press::default());
    step.court.site.ports.paper = press.clone();
    let answer = step.send(&[("signature", &drawn(true))], &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.to, format!("/filings/{}/fee", step.filing.id));
    let address = step.address().await;
    assert!(model::signed(&address).is_some() && address.by_platform && !address.by_email);
    assert_eq!(step.waiting().await, 1);
    assert!(step.papers().await.is_empty());

    for _ in 0..2 {
        step.work().await.unwrap();
    }
    assert_eq!(step.papers().await, ["送达地址确认书.pdf"]);
    let asked = press.asked.lock().unwrap()[0].clone();
    assert_eq!(asked["signed_on"], "2026年11月22日");
    assert!(asked.to_string().contains("11010519491231002X"));

    // Sent again without a change: nothing new to make.
    step.send(&[], &[]).await;
    assert_eq!(step.waiting().await, 1);
    step.browser.get(&step.path.clone()).await.says(&["已签名", "张三的签名"]);
});

db::on_each_db!(a_change_after_signing_needs_another_signature => async |db: Db| {
    let mut step = Step::at(db).await;
    step.court.site.ports.paper = Arc::new(Press::default());
    step.send(&[("signature", &drawn(true))], &[]).await;
    step.work().await.unwrap();
    let answer = step.send(&[("postcode", "510000")], &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says(&["签名之后内容有改动", "510000"]);
    assert!(step.papers().await.is_empty());
    // The old job finds nothing that is signed.
    step.work().await.unwrap();
    assert!(step.papers().await.is_empty());
    let answer = step.send(&[("postcode", "510000"), ("signature", &drawn(true))], &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(step.waiting().await, 2);
    // Signed anew under another text: the paper of the old signature is gone before the new one is made.
    step.work().await.unwrap();
    assert_eq!(step.papers().await.len(), 1);
    step.send(&[("postcode", "510620"), ("signature", &drawn(true))], &[]).await;
    assert!(step.papers().await.is_empty());
});

db::on_each_db!(without_script_a_photograph_of_the_signature_does => async |db: Db| {
    let mut step = Step::at(db).await;
    let photo = [("signature_file", "IMG.jpg", jpeg(800, 300))];
    let answer = step.send(&[], &photo).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let picture = step.browser.get(&format!("{}/signature", step.path)).await;
    assert!(picture.body.contains("PNG"));

    let mut other = Step::at(step.court.site.db.clone()).await;
    let paper = [("signature_file", "签名.pdf", pdf())];
    other.send(&[], &paper).await.says(&["签名的照片须为 JPEG 或 PNG 格式"]);
});

db::on_each_db!(a_signature_that_does_not_do_is_told_why_and_what_to_do => async |db: Db| {
    let mut step = Step::at(db).await;
    let path = step.path.clone();
    step.browser.get(&path).await.says(&["请在签名框内手写签名", "页面上没有签名框的", "拍照后在这里上传"]);
    let dot = canvas(|x, y| x.abs_diff(150) < 3 && y.abs_diff(50) < 3);
    for (sent, said) in [
        (String::new(), ["还没有签名", "没有签名框的，请上传"]),
        (drawn(false), ["签名是空白的", "请在签名框内手写姓名"]),
        (dot, ["签名太小，看不清", "写大一些"]),
        ("data:image/png;base64,?".into(), ["签名没有传送成功", "重新签名"]),
    ] {
        let answer = step.send(&[("signature", sent.as_str())], &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said:?}");
        let told = &answer.texts("#signature-error")[0];
        assert!(said.iter().all(|s| told.contains(s)), "{told}");
    }
    assert!(step.address().await.signature.is_none());
});

db::on_each_db!(the_number_is_masked_and_comes_back_whole => async |db: Db| {
    let mut step = Step::at(db).await;
    let (path, masked) = (step.path.clone(), "110*************2X");
    let number = |page: &Answer| page.values("#number", "value");
    // Of the real-name record, before anything was kept.
    let page = step.browser.get(&path).await;
    assert_eq!(number(&page), [masked]);
    assert!(!page.body.contains("11010519491231002X"));
    page.says(&["为保护隐私，只显示前后几位"]);
    let kept = step.send(&[("number", masked), ("signature", &drawn(true))], &[]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert_eq!(step.address().await.number, "11010519491231002X");
    // Kept, saved while typing, and in another tab's conflict: never shown whole, never lost.
    let draft = [("number", masked), ("document", "resident_id"), ("recipient", "张三")];
    step.browser.post(&format!("{path}/draft"), &draft).await;
    assert_eq!(step.address().await.number, "11010519491231002X");
    let two = step.browser.get(&path).await.hidden("version");
    step.send(&[("number", masked), ("recipient", "甲")], &[]).await;
    let conflict = step.send(&[("version", &two), ("number", masked), ("recipient", "乙")], &[]).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(!conflict.body.contains("11010519491231002X"));
    // What is wrong is shown as typed; half a mask is no number.
    let slip = step.send(&[("number", "11010519491231002")], &[]).await;
    assert_eq!(number(&slip), ["11010519491231002"]);
    step.send(&[("number", masked)], &[]).await.says(&["中有星号，不是完整的号码"]);
});

db::on_each_db!(what_is_missing_is_named_and_what_was_typed_stays => async |db: Db| {
    let mut step = Step::at(db).await;
    let wrong = [("number", "110105194912310021"), ("address", "华夏路1号"), ("declared", ""), ("signature", &drawn(false))];
    let answer = step.send(&wrong, &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says(&["签名是空白的", "华夏路1号", "身份证号校验不通过"]);
    let answer = step.send(&wrong[..3], &[]).await;
    answer.says(&["身份证号校验不通过", "没有写明所在的省、市、区", "请阅读告知事项", "还没有签名"]);
    assert_eq!(step.address().await.address, "华夏路1号");
    let answer = step.send(&[("then", "list"), ("recipient", "")], &[]).await;
    assert_eq!(answer.to, format!("/filings/{}", step.filing.id));
});

db::on_each_db!(two_tabs_do_not_overwrite_each_other_unseen => async |db: Db| {
    let mut step = Step::at(db).await;
    let path = step.path.clone();
    let (one, two) = (
        step.browser.get(&path).await.hidden("version"),
        step.browser.get(&path).await.hidden("version"),
    );
    step.send(&[("version", &one), ("recipient", "甲")], &[]).await;
    let answer = step.send(&[("version", &two), ("recipient", "乙")], &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says(&["另一个页面刚刚改动了这一步", "value=\"乙\""]);
    assert_eq!(step.address().await.recipient, "甲");
    let draft = step.browser.post(&format!("{path}/draft"), &[("version", &one), ("recipient", "丙")]).await;
    assert_eq!(draft.status, StatusCode::NO_CONTENT);
    let draft = step.browser.post(&format!("{path}/draft"), &[("version", &two), ("recipient", "丁")]).await;
    assert_eq!(draft.status, StatusCode::CONFLICT);
});

db::on_each_db!(a_paper_that_cannot_be_made_is_tried_again_or_told => async |db: Db| {
    let mut step = Step::at(db).await;
    step.send(&[("signature", &drawn(true))], &[]).await;
    // The court of the tests has no press: that is no use trying again.
    assert!(matches!(step.work().await, Err(JobError::Dead(_))));
    step.court.site.ports.paper = Arc::new(Press::default());
    let blank = step.browser.get(&format!("{}/blank.pdf", step.path)).await;
    assert_eq!(blank.status, StatusCode::INTERNAL_SERVER_ERROR);
});

fn complete() -> ServiceAddress {
    let mut a = ServiceAddress {
        recipient: "张三".into(),
        document: "resident_id".into(),
        number: "11010519491231002X".into(),
        phone: "020-38880000".into(),
        electronic: Some(false),
        address: "广州市天河区华夏路1号".into(),
        postcode: "510623".into(),
        declared: true,
        ..ServiceAddress::default()
    };
    let at = "2026-11-22T02:00:00Z".parse().unwrap();
    a.signature = Some(Signature { sha256: "x".into(), at, text: model::digest(&a) });
    a
}

fn fields(a: ServiceAddress) -> Vec<String> {
    let content = Content { service_address: a, ..Content::default() };
    model::findings(&content).into_iter().map(|f| f.field).collect()
}

/// 民事诉讼法第九十条: 经受送达人同意，人民法院可以采用能够确认其收悉的电子方式送达诉讼文书.
#[test]
fn art90_electronic_service_needs_consent_and_an_address() {
    let signed_again = |change: fn(&mut ServiceAddress)| {
        let mut a = complete();
        change(&mut a);
        let text = model::digest(&a);
        a.signature = a.signature.map(|s| Signature { text, ..s });
        fields(a)
    };
    assert!(fields(complete()).is_empty());
    assert_eq!(signed_again(|a| a.electronic = None), ["electronic"]);
    assert_eq!(signed_again(|a| a.electronic = Some(true)), ["channels"]);
    let by_both = signed_again(|a| {
        (a.electronic, a.by_sms, a.by_email) = (Some(true), true, true);
        a.sms_number = "123".into();
    });
    assert_eq!(by_both, ["sms_number", "email"]);
    assert_eq!(signed_again(|a| a.substitute_phone = "13800000001".into()), ["substitute"]);
    assert_eq!(signed_again(|a| a.postcode = "5106".into()), ["postcode"]);
}

#[test]
fn the_signature_covers_every_line_and_the_notices() {
    let mut a = complete();
    a.address.push_str("二楼");
    assert_eq!(fields(a), ["signature"]);
    let text = model::text(&complete());
    assert!(text.contains("第八条") && text.contains("张三") && text.ends_with(model::DECLARATION));
}

#[test]
fn a_saved_address_fills_what_it_knows() {
    let mut a = complete();
    model::take_over(
        &mut a,
        &serde_json::json!({ "recipient": "李四", "email": "a@b.cn", "phone": "" }),
    );
    assert_eq!((a.recipient.as_str(), a.email.as_str()), ("李四", "a@b.cn"));
    assert!(a.by_email && !a.by_sms && a.phone == "020-38880000");
}
