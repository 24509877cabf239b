//! Docket entries as sentences for people.
use kernel::{
    actor::Actor,
    docket::{DocketEvent, IntakeEvent},
};

/// What happened, a sentence or two.
pub fn sentence(event: &DocketEvent) -> String {
    match event {
        DocketEvent::Intake(event) => intake(event),
    }
}

fn intake(event: &IntakeEvent) -> String {
    match event {
        IntakeEvent::Submitted { court, registration, round: 1, .. } => {
            format!("向{}提交起诉材料，立案登记编码 {registration}。", court_name(court))
        }
        IntakeEvent::Submitted { registration, round, .. } => {
            format!("第 {round} 次提交起诉材料，立案登记编码 {registration}。")
        }
        IntakeEvent::Withdrawn { .. } => "撤回立案申请，申请转为草稿。".into(),
        IntakeEvent::SupplementAsked { times, wanted, until, .. } => {
            let by = until
                .map(|d| format!("，请在 {} 前提交", web::filters::date_text(&d)))
                .unwrap_or_default();
            format!("法院第 {times} 次要求补充材料{by}：{}。", listed(wanted))
        }
        IntakeEvent::Accepted { number, .. } => format!("法院决定立案，案号{number}。"),
        IntakeEvent::Refused { reason, law, .. } => {
            format!("法院裁定不予受理。理由：{}。依据：{law}。", ended(reason))
        }
        IntakeEvent::Transferred { from, to, reason, .. } => format!(
            "{}将立案申请移送{}。理由：{}。",
            court_name(from),
            court_name(to),
            ended(reason)
        ),
        IntakeEvent::Overdue { .. } => {
            "提交满七个工作日法院未作答复，平台已提示申请人拨打 12368 查询。".into()
        }
    }
}

/// By whom, as others may see it.
pub fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Visitor => "访客".into(),
        Actor::Person { .. } => "申请人".into(),
        Actor::Staff { court, .. } => court_name(court).to_owned(),
        Actor::System => "平台".into(),
    }
}

/// The court of that id.
pub(crate) fn court_name(id: &str) -> &str {
    law::court::find(id).map_or(id, |c| c.name)
}

/// Several sentences as one list: each without its full stop.
pub(crate) fn listed(items: &[String]) -> String {
    items.iter().map(|i| ended(i)).collect::<Vec<_>>().join("；")
}

/// Without the full stop at its end.
pub(crate) fn ended(text: &str) -> &str {
    text.trim_end_matches(['。', '；', '.', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::{AccountId, FilingId};

    #[test]
    fn a_request_for_supplements_says_what_and_until_when() {
        let event = IntakeEvent::SupplementAsked {
            filing: FilingId::new(),
            filer: AccountId::new(),
            title: "张三诉李四民间借贷纠纷".into(),
            times: 1,
            wanted: vec!["请补交借条。".into(), "请写明利息的起算日".into()],
            until: chrono::NaiveDate::from_ymd_opt(2026, 12, 6),
        };
        assert_eq!(
            sentence(&DocketEvent::Intake(event)),
            "法院第 1 次要求补充材料，请在 2026年12月6日 前提交：请补交借条；请写明利息的起算日。"
        );
    }
}
