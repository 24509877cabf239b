use super::{
    model::{Event, FAILURES_PER_DAY, Method, Typed, slip_shown, slip_typed},
    store,
};
use crate::testing::{Browser, Court};
use async_trait::async_trait;
use axum::http::StatusCode;
use chrono::Duration;
use db::Db;
use kernel::{
    id::AccountId,
    ports::{FaceResult, PortError, Vouching},
};
use law::identifier::IdentifierKind;
use std::sync::Arc;

const PHONE: &str = "13912345678";
/// Well formed, of nobody.
const NUMBER: &str = "11010519491231002X";
const TIANHE: &str = "广州市天河区人民法院";
const CHAOYANG: &str = "北京市朝阳区人民法院";

fn typed(document: &str, number: &str) -> Typed {
    Typed {
        name: "张三".into(),
        document: document.into(),
        number: number.into(),
        phone: PHONE.into(),
        next: "/".into(),
    }
}

#[test]
fn every_document_is_checked_by_its_own_rule() {
    let today = "2026-11-22".parse().unwrap();
    let good = [
        ("resident_id", NUMBER),
        ("hk_macau_pass", "H12345678"),
        ("taiwan_pass", "12345678"),
        ("passport", "E12345678"),
        ("foreign_passport", "X1234567"),
    ];
    for (document, number) in good {
        assert!(typed(document, number).check(today).is_ok(), "{document} {number}");
    }
    for kind in IdentifierKind::OF_PERSONS {
        let errors = typed(kind.key(), "?").check(today).unwrap_err();
        assert!(errors.on("number").unwrap().contains('。'), "{kind:?} names no remedy");
    }
    let errors = typed("resident_id", "110105194912310021").check(today).unwrap_err();
    assert!(errors.on("number").unwrap().contains("校验不通过"));
    let errors = Typed::default().check(today).unwrap_err();
    for field in ["name", "document", "number", "phone"] {
        assert!(errors.on(field).is_some(), "{field}");
    }
    assert!(typed("uscc", "91350100M000100Y43").check(today).is_err(), "not a person's document");
}

#[test]
fn a_slip_is_read_as_people_write_it() {
    assert_eq!(slip_shown("K7P2QX9M"), "K7P2-QX9M");
    for written in ["K7P2-QX9M", " k7p2 qx9m ", "Ｋ７Ｐ２－ＱＸ９Ｍ"] {
        assert_eq!(slip_typed(written), "K7P2QX9M");
    }
}

#[test]
fn a_third_party_speaks_of_the_same_person() {
    let claim = typed("resident_id", NUMBER).check("2026-11-22".parse().unwrap()).unwrap();
    assert!(claim.is("张三", "11010519491231002x"));
    assert!(!claim.is("张三丰", NUMBER));
    assert!(!claim.is("张三", "110105194912310021"));
    assert_eq!(claim.masked(), "110*************2X");
}

async fn claims(browser: &mut Browser, number: &str) {
    let fields = [
        ("name", "张三"),
        ("document", "resident_id"),
        ("number", number),
        ("phone", PHONE),
        ("next", "/filings/new"),
    ];
    let done = browser.post("/verify", &fields).await;
    assert_eq!(
        (done.status, done.to.as_str()),
        (StatusCode::SEE_OTHER, "/verify/way"),
        "{}",
        done.body
    );
}

/// Begins a face check; the address of the page that waits for its outcome.
async fn begins_face(browser: &mut Browser) -> String {
    let way = [("way", "face"), ("face_consent", "on")];
    let begun = browser.post("/verify/way", &way).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let leave = browser.get(&begun.to).await;
    leave.says(&["content=\"0;url=https://face.example/token\"", "前往人脸核身"]);
    begun.to.replace("/leave/", "/face/")
}

async fn takes_slip(browser: &mut Browser) -> String {
    let begun = browser.post("/verify/way", &[("way", "window")]).await;
    assert_eq!(begun.to, "/verify/slip", "{}", begun.body);
    browser.get("/verify/slip").await.between("<strong>", "</strong>")
}

async fn events(court: &Court, account: AccountId) -> Vec<(Event, String)> {
    let (db, vault) = (court.site.db.read(), &court.site.vault);
    let attempt = store::latest(db, vault, account).await.unwrap().unwrap();
    let record = store::record(db, attempt.id).await.unwrap();
    assert!(record.iter().zip(1..).all(|(line, seq)| line.seq == seq));
    record.into_iter().map(|l| (l.event, l.detail)).collect()
}

db::on_each_db!(what_was_typed_stays_beside_the_errors => async |db: Db| {
    let court = Court::on(db);
    let (_, mut browser) = court.person(PHONE).await;
    browser.get("/verify").await.says(&["value=\"13912345678\"", "居民身份证", "外国人永久居留身份证"]);
    let fields = [("name", "张三"), ("document", "resident_id"), ("number", "110105194912310021")];
    let again = browser.post("/verify", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says(&["value=\"张三\"", "value=\"110105194912310021\"", "校验不通过", "手机号码未填写"]);
    assert_eq!(browser.get("/verify/way").await.to, "/verify", "nothing was claimed");
});

db::on_each_db!(a_face_check_proves_the_name => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    let page = browser.get("/verify?next=/filings/new").await;
    page.says(&["name=\"next\" value=\"/filings/new\""]);
    claims(&mut browser, NUMBER).await;
    browser.get("/verify/way").await.says(&["110*************2X", "人脸核身", "现场核验"]);
    let no_consent = browser.post("/verify/way", &[("way", "face")]).await;
    assert_eq!(no_consent.status, StatusCode::UNPROCESSABLE_ENTITY);
    no_consent.says(&["须您单独同意"]);
    let outcome = begins_face(&mut browser).await;
    let asked = court.face.asked.lock().unwrap().clone();
    assert_eq!(asked, [("张三".into(), NUMBER.into(), format!("http://court.test{outcome}"))]);
    browser.get(&outcome).await.says(&["还没有结果", "刷新结果"]);
    *court.face.result.lock().unwrap() = FaceResult::Match;
    browser.get(&outcome).await.says(&["实名认证已完成", "href=\"/filings/new\""]);
    browser.get(&outcome).await.says(&["实名认证已完成"]);
    let done = browser.get("/verify").await;
    done.says(&["实名认证已完成", "张三", "110*************2X", "人脸核身"]);
    assert!(!done.body.contains(NUMBER), "the number is masked");
    let person = store::verified(court.site.db.read(), &court.site.vault, account).await.unwrap();
    let person = person.unwrap();
    assert_eq!((person.name.as_str(), person.number.as_str(), person.phone.as_str()), ("张三", NUMBER, PHONE));
    let expected = [Event::Claimed, Event::FaceStarted, Event::Passed];
    assert_eq!(events(&court, account).await.iter().map(|e| e.0).collect::<Vec<_>>(), expected);
    let db = court.site.db.read();
    let owner = store::owner_of_any(db, &court.site.vault, "11010519491231002x").await.unwrap();
    assert_eq!(owner, Some(account));
});

db::on_each_db!(a_failed_face_check_can_be_tried_again_five_times_a_day => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    claims(&mut browser, NUMBER).await;
    *court.face.result.lock().unwrap() = FaceResult::NoMatch;
    for n in 1..=FAILURES_PER_DAY {
        court.clock.advance(Duration::seconds(1));
        let outcome = begins_face(&mut browser).await;
        browser.get(&outcome).await.says(&["认证未通过", "不一致"]);
        let record = events(&court, account).await;
        let (event, detail) = record.last().unwrap();
        assert_eq!(*event, Event::Failed, "{n}");
        assert!(!detail.contains(NUMBER));
        browser.get("/verify").await.says(&["上一次认证未通过", "value=\"张三\""]);
        assert_eq!(browser.post("/verify/again", &[]).await.to, "/verify/way");
    }
    let way = [("way", "face"), ("face_consent", "on")];
    let sixth = browser.post("/verify/way", &way).await;
    assert_eq!(sixth.status, StatusCode::UNPROCESSABLE_ENTITY);
    sixth.says(&["请明天再试，或者选择现场核验"]);
    court.clock.advance(Duration::minutes(20));
    assert_eq!(takes_slip(&mut browser).await.len(), 9);
});

db::on_each_db!(one_document_proves_one_account => async |db: Db| {
    let court = Court::on(db);
    *court.face.result.lock().unwrap() = FaceResult::Match;
    let (_, mut first) = court.person(PHONE).await;
    let (other, mut second) = court.person("13912345679").await;
    claims(&mut second, NUMBER).await;
    let second_outcome = begins_face(&mut second).await;
    claims(&mut first, NUMBER).await;
    let outcome = begins_face(&mut first).await;
    first.get(&outcome).await.says(&["实名认证已完成"]);
    // Both claimed before either was proven: the second is told at the end.
    second.get(&second_outcome).await.says(&["认证未通过", "已在另一个账号完成实名认证"]);
    assert_eq!(events(&court, other).await.last().unwrap().0, Event::Failed);
    let fields =
        [("name", "张三"), ("document", "resident_id"), ("number", NUMBER), ("phone", PHONE)];
    let third = second.post("/verify", &fields).await;
    assert_eq!(third.status, StatusCode::UNPROCESSABLE_ENTITY);
    third.says(&["请退出后登录那个账号办理", "窗口处理", "value=\"张三\""]);
    let repeated = first.post("/verify", &fields).await;
    assert_eq!(repeated.to, "/verify", "proven already");
});

db::on_each_db!(another_persons_attempt_is_not_there => async |db: Db| {
    let court = Court::on(db);
    let (_, mut first) = court.person(PHONE).await;
    let (_, mut second) = court.person("13912345679").await;
    claims(&mut first, NUMBER).await;
    let outcome = begins_face(&mut first).await;
    *court.face.result.lock().unwrap() = FaceResult::Match;
    assert_eq!(second.get(&outcome).await.to, "/verify");
    assert_eq!(second.get(&outcome.replace("/face/", "/leave/")).await.to, "/verify");
    first.get(&outcome).await.says(&["实名认证已完成"]);
});

db::on_each_db!(a_clerk_proves_the_name_at_the_window => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    let (_, mut clerk) = court.clerk("clerk.a", TIANHE).await;
    let (_, mut elsewhere) = court.clerk("clerk.b", CHAOYANG).await;
    claims(&mut browser, NUMBER).await;
    let slip = takes_slip(&mut browser).await;
    browser.get("/verify").await.says(&["现场核验待办理", &slip]);
    clerk.get("/clerk/identities").await.says(&["没有正在办理的核验"]);
    let wrong = clerk.post("/clerk/identities", &[("slip", "AAAA-AAAA")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["没有找到这个预约码", "value=\"AAAA-AAAA\""]);
    let found = clerk.post("/clerk/identities", &[("slip", &slip.to_lowercase())]).await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
    let page = clerk.get(&found.to).await;
    page.says(&["张三", NUMBER, "窗口凭预约码调取", "clerk.a的姓名"]);
    clerk.get("/clerk/identities").await.says(&["110*************2X"]);
    assert_eq!(elsewhere.get(&found.to).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&found.to).await.status, StatusCode::FORBIDDEN);
    let version = page.between("name=\"version\" value=\"", "\"");
    let none = clerk.post(&found.to, &[("version", &version)]).await;
    none.says(&["请选择核验结果"]);
    let decision = [("decision", "approve"), ("version", version.as_str())];
    let foreign = elsewhere.post(&found.to, &decision).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let done = clerk.post(&found.to, &decision).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/clerk/identities"), "{}", done.body);
    let twice = clerk.post(&found.to, &decision).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    clerk.get("/clerk/identities").await.says(&["最近办结", "通过"]);
    let after = clerk.get(&found.to).await;
    assert!(!after.body.contains(NUMBER), "masked once decided");
    let sms = court.last_sms(PHONE).await;
    assert!(sms.contains("现场核验通过") && sms.contains(TIANHE), "{sms}");
    browser.get("/verify").await.says(&["实名认证已完成", "现场核验"]);
    let record = events(&court, account).await;
    assert!(record.iter().any(|e| e.0 == Event::Read));
    assert_eq!(record.last().unwrap().0, Event::Passed);
});

db::on_each_db!(a_clerk_refuses_with_a_reason => async |db: Db| {
    let court = Court::on(db);
    let (_, mut browser) = court.person(PHONE).await;
    let (_, mut clerk) = court.clerk("clerk.a", TIANHE).await;
    claims(&mut browser, NUMBER).await;
    let slip = takes_slip(&mut browser).await;
    let found = clerk.post("/clerk/identities", &[("slip", &slip)]).await;
    let version = clerk.get(&found.to).await.between("name=\"version\" value=\"", "\"");
    let mut fields = vec![("decision", "refuse"), ("version", version.as_str())];
    let bare = clerk.post(&found.to, &fields).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    bare.says(&["请写明不予通过的原因"]);
    fields.push(("reason", "证件已过有效期，请换领后再来"));
    assert_eq!(clerk.post(&found.to, &fields).await.status, StatusCode::SEE_OTHER);
    let sms = court.last_sms(PHONE).await;
    assert!(sms.contains("未通过"), "{sms}");
    browser.get("/verify").await.says(&["现场核验未通过", "证件已过有效期，请换领后再来"]);
    let used = clerk.post("/clerk/identities", &[("slip", &slip)]).await;
    assert_eq!(used.to, found.to, "the own court sees what it decided");
    let (_, mut elsewhere) = court.clerk("clerk.b", CHAOYANG).await;
    elsewhere.post("/clerk/identities", &[("slip", &slip)]).await.says(&["已经办理完毕"]);
});

db::on_each_db!(a_slip_ends_after_thirty_days_or_with_another_claim => async |db: Db| {
    let court = Court::on(db);
    let (_, mut browser) = court.person(PHONE).await;
    claims(&mut browser, NUMBER).await;
    let former = takes_slip(&mut browser).await;
    court.clock.advance(Duration::seconds(1));
    claims(&mut browser, NUMBER).await;
    let slip = takes_slip(&mut browser).await;
    assert_ne!(slip, former);
    assert_eq!(takes_slip(&mut browser).await, slip, "asked again it is the same");
    court.clock.advance(Duration::days(30) + Duration::seconds(1));
    let (_, mut clerk) = court.clerk("clerk.a", TIANHE).await;
    clerk.post("/clerk/identities", &[("slip", &former)]).await.says(&["已经办理完毕"]);
    clerk.post("/clerk/identities", &[("slip", &slip)]).await.says(&["预约码已过期"]);
});

/// Vouches for whoever it is told.
struct Voucher(&'static str, &'static str);

#[async_trait]
impl Vouching for Voucher {
    async fn consent_address(&self, return_to: &str, state: &str) -> Result<String, PortError> {
        Ok(format!("https://pay.example/?back={return_to}&state={state}"))
    }

    async fn vouched(&self, code: &str) -> Result<(String, String), PortError> {
        match code {
            "right" => Ok((self.0.into(), self.1.into())),
            _ => Err(PortError::Refused("no such code".into())),
        }
    }
}

/// Goes to the consent page; the state that it is to give back and where to.
async fn asks_voucher(browser: &mut Browser, way: &str) -> (String, String) {
    let begun = browser.post("/verify/way", &[("way", way)]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let page = browser.get(&begun.to).await;
    let state = page.between("state=", "\"");
    (begun.to.replace("/leave/", "/vouched/"), state)
}

db::on_each_db!(ways_without_a_contract_are_not_offered => async |db: Db| {
    let court = Court::on(db);
    let (_, mut browser) = court.person(PHONE).await;
    claims(&mut browser, NUMBER).await;
    let page = browser.get("/verify/way").await;
    for way in ["支付宝", "微信", "律师"] {
        assert!(!page.body.contains(way), "{way}");
    }
    let forced = browser.post("/verify/way", &[("way", "alipay")]).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    forced.says(&["本院尚未开通"]);
    let fields = [("name", "张三"), ("document", "passport"), ("number", "E12345678"), ("phone", PHONE)];
    assert_eq!(browser.post("/verify", &fields).await.to, "/verify/way");
    browser.get("/verify/way").await.says(&["人脸核身只支持居民身份证"]);
    let face = browser.post("/verify/way", &[("way", "face"), ("face_consent", "on")]).await;
    assert_eq!(face.status, StatusCode::UNPROCESSABLE_ENTITY);
});

db::on_each_db!(a_third_party_must_vouch_for_the_same_person => async |db: Db| {
    let court = Court::on(db).with(|ports| {
        ports.alipay = Some(Arc::new(Voucher("张三", NUMBER)));
        ports.wechat = Some(Arc::new(Voucher("李四", NUMBER)));
    });
    let (account, mut browser) = court.person(PHONE).await;
    claims(&mut browser, NUMBER).await;
    browser.get("/verify/way").await.says(&["支付宝认证", "微信认证"]);
    let (page, state) = asks_voucher(&mut browser, "wechat").await;
    browser.get(&format!("{page}?code=right&state={state}")).await.says(&["认证未通过", "不一致"]);
    court.clock.advance(Duration::seconds(1));
    browser.post("/verify/again", &[]).await;
    let (page, state) = asks_voucher(&mut browser, "alipay").await;
    browser.get(&format!("{page}?auth_code=right&state=forged")).await.says(&["还没有结果"]);
    let done = browser.get(&format!("{page}?auth_code=right&state={state}")).await;
    done.says(&["实名认证已完成"]);
    let proven = store::proven(court.site.db.read(), account).await.unwrap().unwrap();
    assert_eq!(proven.method, Method::Alipay);
});
