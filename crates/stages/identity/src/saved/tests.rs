use super::{
    address::Address,
    model::{Kind, categories},
    party::Typed,
    store,
};
use crate::testing::Court;
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use db::Db;

const PHONE: &str = "13912345678";
/// Well formed, of nobody.
const NUMBER: &str = "11010519491231002X";
/// A PNG of 64 × 48 pixels.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAAAAACEICPDAAAAJUlEQVR42u3MQREAAAwCIPuX1hD77SAA6VEEAoFAIBAIBALB12AxBfSma1BWNwAAAABJRU5ErkJggg==";

fn png() -> Vec<u8> {
    STANDARD.decode(PNG).unwrap()
}

#[test]
fn categories_are_those_of_a_civil_filing() {
    let keys: Vec<_> = categories().into_iter().map(|(key, _)| key).collect();
    for key in ["complaint", "plaintiff_identity", "authority", "evidence", "other"] {
        assert_eq!(keys.iter().filter(|k| **k == key).count(), 1, "{key}");
    }
}

#[test]
fn a_resident_number_tells_sex_and_birth() {
    let today = "2026-11-22".parse().unwrap();
    let mut typed = Typed {
        kind: "natural".into(),
        name: "李四".into(),
        document: "resident_id".into(),
        number: NUMBER.to_lowercase(),
        ..Typed::default()
    };
    let party = typed.check(today).unwrap();
    assert_eq!(party.number, NUMBER);
    assert_eq!((party.sex.as_deref(), party.born.as_str()), (Some("female"), "1949-12-31"));
    assert_eq!(party.document_shown(), "居民身份证 110*************2X");
    typed.sex = "male".into();
    (typed.born_year, typed.born_month, typed.born_day) = ("1950".into(), "1".into(), "1".into());
    let errors = typed.check(today).unwrap_err();
    assert!(errors.on("sex").unwrap().contains("不一致"));
    assert!(errors.on("born").unwrap().contains("不一致"));
}

#[test]
fn of_a_defendant_the_name_is_enough() {
    let today = "2026-11-22".parse().unwrap();
    let only =
        |kind: &str, name: &str| Typed { name: name.into(), ..Typed::of_kind(kind) }.check(today);
    assert!(only("natural", "王五").is_ok());
    assert!(only("legal", "某某有限公司").is_ok());
    assert_eq!(only("unincorporated", " ").unwrap_err().on("name"), Some("请填写单位名称"));
}

#[test]
fn a_saved_address_has_the_fields_of_the_confirmation() {
    let today = "2026-11-22".parse().unwrap();
    let typed = Address {
        recipient: "张三".into(),
        phone: "020-12345678".into(),
        address: "广东省广州市天河区某路 1 号".into(),
        ..Address::of_kind(Kind::Post)
    };
    let (label, content) = typed.check(Kind::Post, today).unwrap();
    assert_eq!(label, "邮寄送达地址");
    for field in ["recipient", "phone", "address", "postcode", "substitute"] {
        assert!(content[field].is_string(), "{field}");
    }
    let errors = Address::of_kind(Kind::Post).check(Kind::Post, today).unwrap_err();
    for field in ["recipient", "phone", "address"] {
        assert!(errors.on(field).is_some(), "{field}");
    }
    assert!(Address::of_kind(Kind::Sms).check(Kind::Sms, today).is_err());
    let mail = Address { email: "not an address".into(), ..Address::of_kind(Kind::Email) };
    assert!(mail.check(Kind::Email, today).is_err());
}

db::on_each_db!(a_party_is_kept_changed_and_deleted => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    let (_, mut other) = court.person("13912345679").await;
    browser.get("/me").await.says(&["未认证", "139****5678", "0 位当事人"]);
    browser.get("/me/parties/new?kind=legal").await.says(&["法定代表人", "统一社会信用代码"]);
    let wrong = [("kind", "natural"), ("name", "李四"), ("document", "resident_id"), ("number", "1")];
    let again = browser.post("/me/parties/new", &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says(&["value=\"李四\"", "应为18位"]);
    let fields = [("kind", "natural"), ("name", "李四"), ("document", "resident_id"), ("number", NUMBER)];
    assert_eq!(browser.post("/me/parties/new", &fields).await.to, "/me/parties");
    let list = browser.get("/me/parties").await;
    list.says(&["李四", "110*************2X"]);
    assert!(!list.body.contains(NUMBER));
    let (read, vault) = (court.site.db.read(), &court.site.vault);
    let kept = store::parties(read, vault, account).await.unwrap();
    assert_eq!(kept[0].label, "李四");
    assert_eq!((kept[0].json["kind"].as_str(), kept[0].json["sex"].as_str()), (Some("natural"), Some("female")));
    let page = format!("/me/parties/{}", kept[0].id);
    browser.get(&page).await.says(&["value=\"李四\"", "value=\"1949\""]);
    assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND);
    other.post(&format!("{page}/delete"), &[]).await;
    let changed = [("kind", "natural"), ("name", "李四"), ("phone", "13900000000")];
    assert_eq!(browser.post(&page, &changed).await.to, "/me/parties");
    let kept = store::parties(read, vault, account).await.unwrap();
    assert_eq!((kept.len(), kept[0].json["phone"].as_str()), (1, Some("13900000000")));
    browser.post(&format!("{page}/delete"), &[]).await;
    assert!(store::parties(read, vault, account).await.unwrap().is_empty());
});

db::on_each_db!(addresses_of_three_kinds_are_kept => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    let post = [("kind", "post"), ("recipient", "张三"), ("phone", PHONE), ("address", "某路 1 号"), ("label", "家里")];
    for fields in [&post[..], &[("kind", "sms"), ("sms_number", PHONE)], &[("kind", "email"), ("email", "a@example.com")]] {
        assert_eq!(browser.post("/me/addresses/new", fields).await.to, "/me/addresses");
    }
    browser.get("/me/addresses").await.says(&["家里", "139****5678", "a@example.com"]);
    let (read, vault) = (court.site.db.read(), &court.site.vault);
    let kept = store::addresses(read, vault, account).await.unwrap();
    assert_eq!(kept.iter().map(|k| k.json["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["post", "sms", "email"]);
    let page = format!("/me/addresses/{}", kept[0].id);
    browser.get(&page).await.says(&["value=\"某路 1 号\"", "value=\"家里\""]);
    let empty = browser.post(&page, &[("kind", "post"), ("recipient", "张三")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.post(&format!("{page}/delete"), &[]).await;
    assert_eq!(store::addresses(read, vault, account).await.unwrap().len(), 2);
    browser.get("/me").await.says(&["共 2 条"]);
});

db::on_each_db!(a_material_is_kept_served_and_deleted => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    let (_, mut other) = court.person("13912345679").await;
    let picture = png();
    let files = [("files", "身份证.png", &picture[..]), ("files", "坏.pdf", b"MZ not a pdf".as_slice())];
    let unchosen = browser.post_files("/me/materials", &[], &files[..1]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    unchosen.says(&["请选择材料类别"]);
    let mixed = browser.post_files("/me/materials", &[("category", "plaintiff_identity")], &files).await;
    assert_eq!(mixed.status, StatusCode::UNPROCESSABLE_ENTITY);
    mixed.says(&["坏.pdf", "身份证.png", "原告身份证明"]);
    let kept = store::materials(court.site.db.read(), account).await.unwrap();
    assert_eq!((kept.len(), kept[0].media_type.as_str()), (1, "image/png"));
    let file = format!("/me/materials/{}/file", kept[0].id);
    assert_eq!(browser.get(&file).await.status, StatusCode::OK);
    assert_eq!(other.get(&file).await.status, StatusCode::NOT_FOUND);
    browser.post(&format!("/me/materials/{}/delete", kept[0].id), &[]).await;
    assert_eq!(browser.get(&file).await.status, StatusCode::NOT_FOUND);
});

db::on_each_db!(a_signature_is_drawn_or_photographed => async |db: Db| {
    let court = Court::on(db);
    let (account, mut browser) = court.person(PHONE).await;
    browser.get("/me/signature").await.says(&["data-signature", "multipart/form-data"]);
    let none = browser.post_files("/me/signature", &[("signature", "")], &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let broken = browser.post_files("/me/signature", &[("signature", "data:image/png;base64,AAAA")], &[]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let drawn = format!("data:image/png;base64,{PNG}");
    let done = browser.post_files("/me/signature", &[("signature", &drawn)], &[]).await;
    assert_eq!(done.to, "/me/signature", "{}", done.body);
    let specimen = store::specimen(court.site.db.read(), account).await.unwrap().unwrap();
    browser.get("/me/signature").await.says(&[&specimen.sha256, "删除签名"]);
    assert_eq!(browser.get("/me/signature/picture").await.status, StatusCode::OK);
    let picture = png();
    let files = [("signature_file", "签名.png", &picture[..])];
    let again = browser.post_files("/me/signature", &[("signature", "")], &files).await;
    assert_eq!(again.to, "/me/signature");
    let pdf = [("signature_file", "签名.txt", b"plain".as_slice())];
    let text = browser.post_files("/me/signature", &[("signature", "")], &pdf).await;
    assert_eq!(text.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.post("/me/signature/delete", &[]).await;
    assert!(store::specimen(court.site.db.read(), account).await.unwrap().is_none());
    assert_eq!(browser.get("/me/signature/picture").await.status, StatusCode::NOT_FOUND);
});
