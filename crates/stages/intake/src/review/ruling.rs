//! 不予受理民事裁定书: its text, for the page that asks once more and for the file.
use crate::filing::model::{Filing, PartyRole};
use askama::Template;
use chrono::{DateTime, Utc};
use law::period::beijing_day;

/// 不予受理民事裁定书, the text that is kept where the clerk writes none of their own.
#[derive(Template)]
#[template(path = "review/ruling.txt", escape = "none")]
struct Ruling<'a> {
    court: &'a str,
    upper: &'a str,
    plaintiffs: String,
    defendants: String,
    cause: &'a str,
    received: String,
    decided: String,
    reason: &'a str,
    law: &'a str,
}

/// The clerk's own text, or one that says the reason and the articles.
pub(super) fn text(
    filing: &Filing,
    (reason, law): (&str, &str),
    own: &str,
    now: DateTime<Utc>,
) -> String {
    if !own.trim().is_empty() {
        return own.trim().to_owned();
    }
    let court = filing.court();
    let upper = court.and_then(|c| c.parent).and_then(law::court::find);
    let received = filing.registration.as_ref().map_or(now, |r| r.at);
    let ruling = Ruling {
        court: court.map_or("本院", |c| c.name),
        upper: upper.map_or("上一级人民法院", |c| c.name),
        plaintiffs: filing.content.names(PartyRole::Plaintiff),
        defendants: filing.content.names(PartyRole::Defendant),
        cause: filing.cause_name().unwrap_or("民事纠纷"),
        received: web::filters::date_text(&beijing_day(received)),
        decided: law::terms::date_cn(beijing_day(now)),
        reason: reason.trim_end_matches('。'),
        law: law.trim_end_matches('。'),
    };
    ruling.render().unwrap_or_else(|_| format!("{reason}（{law}）"))
}
