use crate::testing::{Court, tianhe};
use axum::http::StatusCode;
use db::{
    Db,
    entity::{filing, job},
    jobs::{Handler, Job, JobError, NewJob, Worker},
};
use kernel::{
    actor::{Actor, StaffRole},
    id::{CaseId, FilingId},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use std::sync::Arc;

/// The filing that the case came from, as the intake stage leaves it.
async fn filing_of(court: &Court, case: CaseId, filer: &Actor) {
    let now = court.site.clock.now();
    let tx = court.site.db.begin().await.unwrap();
    filing::Entity::insert(filing::ActiveModel {
        id: Set(FilingId::new()),
        case_id: Set(case),
        filer: Set(filer.account().unwrap()),
        kind: Set("civil_first".into()),
        capacity: Set("self".into()),
        court: Set(Some(tianhe().into())),
        cause: Set(None),
        cause_list: Set("civil-2025".into()),
        title: Set("张三诉李四民间借贷纠纷".into()),
        plaintiffs: Set("张三".into()),
        defendants: Set("李四".into()),
        state: Set("accepted".into()),
        content: Set(String::new()),
        claim_amount: Set(None),
        round: Set(1),
        supplements: Set(0),
        registration: Set(Some("LA20261122000001".into())),
        case_number: Set(Some("（2026）粤0106民初1号".into())),
        created_at: Set(now),
        updated_at: Set(now),
        first_submitted_at: Set(Some(now)),
        submitted_at: Set(None),
        decided_at: Set(Some(now)),
        due_at: Set(None),
        supplement_until: Set(None),
        copied_from: Set(None),
        version: Set(1),
    })
    .exec_without_returning(&tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

db::on_each_db!(an_auditor_reads_and_verifies_the_dockets_of_the_own_court => async |db: Db| {
    let court = Court::on(db);
    let filer = court.person();
    let case = court.accepts(&filer, 1).await;
    filing_of(&court, case, &filer).await;
    let judge = court.staff(tianhe(), StaffRole::Judge);
    court.browser(&judge).await.get(&format!("/court/cases/{case}")).await;
    let auditor = court.browser(&court.staff(tianhe(), StaffRole::Auditor)).await;
    for q in ["LA20261122000001", "（2026）粤0106民初1号"] {
        let found = auditor.get(&format!("/audit/docket?q={}", web::guard::encode(q))).await;
        assert_eq!(found.to, format!("/audit/docket/{case}"));
    }
    auditor.get("/audit/docket?q=LA2").await.says(&["本院没有"]);
    let docket = auditor.get(&format!("/audit/docket/{case}")).await;
    docket.says(&["完好", "法院决定立案", "打开案件空间", &judge.account().unwrap().to_string()]);
    let elsewhere = court.staff(law::court::by_code("粤0105").unwrap().id, StaffRole::Auditor);
    let answer = court.browser(&elsewhere).await.get(&format!("/audit/docket/{case}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(court.browser(&judge).await.get("/audit/docket").await.status, StatusCode::FORBIDDEN);
});

struct Fails;

#[async_trait::async_trait]
impl Handler for Fails {
    fn kind(&self) -> &'static str {
        "test.fails"
    }
    async fn run(&self, _: &Job) -> Result<(), JobError> {
        Err(JobError::Dead("短信网关拒绝".into()))
    }
}

db::on_each_db!(the_platform_administrator_sees_dead_letters_and_retries => async |db: Db| {
    let court = Court::on(db);
    let site = &court.site;
    let now = site.clock.now();
    let tx = site.db.begin().await.unwrap();
    let payload = serde_json::json!({});
    let job = NewJob { kind: "test.fails", dedup: None, payload, run_at: now };
    db::jobs::enqueue(&tx, now, job).await.unwrap();
    tx.commit().await.unwrap();
    let worker = Worker::new(site.db.clone(), site.clock.clone(), vec![Arc::new(Fails)]);
    worker.run_due().await.unwrap();
    let platform = court.browser(&court.staff(tianhe(), StaffRole::PlatformAdministrator)).await;
    platform.get("/admin/jobs").await.says(&["短信网关拒绝", "test.fails", "已放弃", "重试"]);
    let row = job::Entity::find().one(site.db.read()).await.unwrap().unwrap();
    platform.post(&format!("/admin/jobs/{}/retry", row.id), &[]).await;
    let row = job::Entity::find().one(site.db.read()).await.unwrap().unwrap();
    assert_eq!(row.state, "waiting");
    let clerk = court.browser(&court.staff(tianhe(), StaffRole::FilingClerk)).await;
    let refused = clerk.post(&format!("/admin/jobs/{}/retry", row.id), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
});
