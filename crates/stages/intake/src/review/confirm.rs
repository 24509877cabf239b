//! A decision once more before it is given: what the filer will be told and what follows. A decision cannot be
//! taken back, so the first press of a button only shows this page.
use super::{
    acts,
    desk::{Typed, fault},
    marks,
    model::{
        AtDesk, DeskAct, Refused, check, check_days, check_marks, check_refusal, check_transfer,
    },
    ruling,
};
use crate::filing::{self, model::Filing};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use law::{
    court::Court,
    period::{self, Calendar, beijing_day},
};
use web::{Fault, Page, Visit};

/// Which of the three buttons was pressed: at the desk, or one of the two on this page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    #[default]
    Decide,
    Amend,
    Give,
}

#[derive(Template)]
#[template(path = "review/confirm.html", blocks = ["main"])]
struct Confirm {
    page: Page,
    base: String,
    title: String,
    act: DeskAct,
    facts: Vec<(&'static str, String)>,
    /// What must be put right, sentence by sentence.
    wanted: Vec<String>,
    /// The wording of the ruling.
    ruling: String,
    follows: &'static str,
    typed: Typed,
}

impl Confirm {
    /// What was typed at the desk, but for the ruling where it stands on this page to be amended.
    fn carried(&self) -> Vec<(&'static str, &str)> {
        let typed = self.typed.kept().into_iter();
        typed.filter(|(name, _)| self.ruling.is_empty() || *name != "ruling").collect()
    }

    const fn kind(&self) -> &'static str {
        match self.act {
            DeskAct::Refuse => "warning",
            DeskAct::Mark | DeskAct::Accept | DeskAct::Supplement | DeskAct::Transfer => "",
        }
    }
}

/// What stands in the way of an answer, all of it at once; nothing if it can be given.
pub(super) async fn check_answer(
    visit: &Visit,
    at: AtDesk,
    act: DeskAct,
    typed: &Typed,
    to: Option<&'static Court>,
) -> Vec<Refused> {
    let filing = match acts::read(&visit.site, &visit.actor, at.filing).await {
        Ok(filing) => filing,
        Err(refused) => return vec![refused],
    };
    if filing.state.transfer().is_err() || filing.round != at.round {
        return vec![Refused::Overtaken];
    }
    if let Err(refused) = check(&filing, &visit.actor, act) {
        return vec![refused];
    }
    match act {
        DeskAct::Mark | DeskAct::Accept => Vec::new(),
        DeskAct::Refuse => check_refusal(&typed.reason, &typed.law),
        DeskAct::Transfer => match to {
            Some(court) => check_transfer(&visit.actor, court, &typed.transfer_reason),
            None => vec![Refused::NoCourt],
        },
        DeskAct::Supplement => {
            let marked = match acts::drafted(visit.site.db.read(), &filing).await {
                Ok(marks) => check_marks(&marks),
                Err(e) => Err(Refused::Db(e)),
            };
            [marked.err(), check_days(&typed.days).err()].into_iter().flatten().collect()
        }
    }
}

/// The page that asks once more.
pub(super) async fn ask(
    visit: &Visit,
    at: AtDesk,
    act: DeskAct,
    typed: Typed,
    to: Option<&'static Court>,
) -> Result<Response, Fault> {
    let filing = acts::read(&visit.site, &visit.actor, at.filing).await.map_err(fault)?;
    let mut facts = vec![
        ("登记编码", filing.registration.as_ref().map(|r| r.code.clone()).unwrap_or_default()),
        ("案由", filing.cause_name().unwrap_or("未填写").to_owned()),
        ("提交", format!("第 {} 次", filing.round)),
    ];
    facts.extend(particulars(visit, &filing, act, &typed, to));
    let wanted = match act {
        DeskAct::Supplement => wanted(visit, &filing).await?,
        DeskAct::Mark | DeskAct::Accept | DeskAct::Refuse | DeskAct::Transfer => Vec::new(),
    };
    let ruling = match act {
        DeskAct::Refuse => {
            let why = (typed.reason.trim(), typed.law.trim());
            ruling::text(&filing, why, &typed.ruling, visit.now())
        }
        DeskAct::Mark | DeskAct::Accept | DeskAct::Supplement | DeskAct::Transfer => String::new(),
    };
    let page = Confirm {
        page: visit.page(),
        base: format!("/clerk/filings/{}", filing.id),
        title: filing.title(),
        act,
        facts,
        wanted,
        ruling,
        follows: follows(act),
        typed,
    };
    web::show!(visit, StatusCode::OK, page)
}

fn particulars(
    visit: &Visit,
    filing: &Filing,
    act: DeskAct,
    typed: &Typed,
    to: Option<&'static Court>,
) -> Vec<(&'static str, String)> {
    match act {
        DeskAct::Mark => Vec::new(),
        DeskAct::Accept => {
            vec![("案号", "确认后按本院顺序编立".into()), ("送交申请人", "受理案件通知书".into())]
        }
        DeskAct::Supplement => {
            let days = check_days(&typed.days).unwrap_or_default();
            let until = period::supplement(beijing_day(visit.now()), days, Calendar::in_use());
            let until = web::filters::date_text(&until.last_day);
            let mut lines = vec![
                ("补充期限", format!("{days} 日，至 {until}")),
                ("送交申请人", "补正通知书".into()),
                ("此后还可以要求", format!("{} 次", filing.supplements_left().saturating_sub(1))),
            ];
            if !typed.opinion.trim().is_empty() {
                lines.insert(1, ("另外说明", typed.opinion.trim().to_owned()));
            }
            lines
        }
        DeskAct::Refuse => vec![
            ("理由", typed.reason.trim().to_owned()),
            ("依据", typed.law.trim().to_owned()),
            (
                "送交申请人",
                "不予受理民事裁定书，写明十日内可以上诉（民事诉讼法第一百七十一条）".into(),
            ),
        ],
        DeskAct::Transfer => vec![
            ("受移送的法院", to.map(|c| c.name).unwrap_or_default().to_owned()),
            ("理由", typed.transfer_reason.trim().to_owned()),
        ],
    }
}

/// What the filer will read of each mark.
async fn wanted(visit: &Visit, filing: &Filing) -> Result<Vec<String>, Fault> {
    let db = visit.site.db.read();
    let files = filing::store::files::list(db, filing.id).await?;
    let marks = acts::drafted(db, filing).await?;
    Ok(marks.iter().map(|m| marks::sentence(m, &filing.content, &files)).collect())
}

const fn follows(act: DeskAct) -> &'static str {
    match act {
        DeskAct::Mark => "",
        DeskAct::Accept => {
            "确认后立即编立案号，案件进入“我的案件”，申请人收到消息和短信。案号编立后不能收回。"
        }
        DeskAct::Supplement => {
            "确认后申请人收到消息和短信，并看到以上全部事项。发出后不能收回；申请人重新提交后，再次进入待审队列。"
        }
        DeskAct::Refuse => "确认后裁定书送交申请人，申请人收到消息和短信。裁定发出后不能收回。",
        DeskAct::Transfer => {
            "确认后申请转到受移送的法院，由该院重新计算审查期限；本院不再能够查看和处理。申请人收到消息和短信。"
        }
    }
}
