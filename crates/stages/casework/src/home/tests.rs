use crate::testing::{Court, tianhe};
use axum::http::StatusCode;
use db::Db;
use kernel::actor::StaffRole;

db::on_each_db!(everybody_has_a_home => async |db: Db| {
    let court = Court::on(db);
    let visitor = court.visitor();
    visitor.get("/").await.says(&["我要立案", "中国裁判文书网", "中国执行信息公开网"]);
    for path in ["/services", "/about", "/accessibility"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(visitor.get("/schedule").await.to, "/login?next=/schedule");
    let person = court.browser(&court.person()).await;
    person.get("/").await.says(&["在线立案", "我的案件", "待办", "消息"]);
    person.get("/schedule").await.says(&["没有已知的期限"]);
    let clerk = court.browser(&court.staff(tianhe(), StaffRole::FilingClerk)).await;
    let answer = clerk.get("/").await;
    assert_eq!((answer.status, answer.to.as_str()), (StatusCode::SEE_OTHER, "/clerk/filings"));
});

db::on_each_db!(only_what_exists_is_offered => async |db: Db| {
    let court = Court::on(db);
    let person = court.browser(&court.person()).await;
    let home = person.get("/").await;
    for absent in ["文书送达", "在线交费", "在线阅卷", "在线庭审", "申诉信访", "债权申报", "在线保全"] {
        assert!(!home.body.contains(absent), "{absent}");
    }
});
