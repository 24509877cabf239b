//! What people are told of each event: the matter, what happened, what to do, by when.
use super::model::Notice;
use crate::case::docket_text::{court_name, ended, listed};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    docket::IntakeEvent,
    id::{AccountId, CaseId, FilingId},
};
use law::period::{Calendar, beijing_day, filing_review};
use web::filters::date_text;

/// What to do when the court is silent (人民法院在线运行规则、便民热线).
const CALL: &str = "请拨打 12368 诉讼服务热线，告知立案登记编码，查询办理情况";

/// The notice of one event to the person who filed. Texts for the phone name the matter, never a
/// document number or an address.
pub(super) fn of(event: &IntakeEvent, case: CaseId, at: DateTime<Utc>) -> Notice {
    match event {
        IntakeEvent::Submitted { filing, filer, court, registration, title, round, .. } => {
            submitted(&Heading { filing, filer, title }, court, registration, *round, at)
        }
        IntakeEvent::Withdrawn { filing, filer, title } => Heading { filing, filer, title }.notice(
            "已撤回",
            "您已撤回这份立案申请，它现在是草稿。可以修改后再次提交，也可以删除。".into(),
        ),
        IntakeEvent::SupplementAsked { filing, filer, title, times, wanted, until } => {
            supplement(&Heading { filing, filer, title }, *times, wanted, *until)
        }
        IntakeEvent::Accepted { filing, filer, court, title, number, .. } => {
            accepted(&Heading { filing, filer, title }, court, number, case)
        }
        IntakeEvent::Refused { filing, filer, title, reason, law } => {
            refused(&Heading { filing, filer, title }, reason, law)
        }
        IntakeEvent::Transferred { filing, filer, title, from, to, reason } => {
            transferred(&Heading { filing, filer, title }, from, to, reason)
        }
        IntakeEvent::Overdue { filing, filer, title } => overdue(&Heading { filing, filer, title }),
    }
}

/// Which matter, and whose.
struct Heading<'a> {
    filing: &'a FilingId,
    filer: &'a AccountId,
    title: &'a str,
}

impl Heading<'_> {
    fn notice(&self, what: &str, body: String) -> Notice {
        Notice {
            to: *self.filer,
            filing: *self.filing,
            title: format!("{}：{what}", self.title),
            body,
            todo: None,
            due: None,
            link: format!("/filings/{}", self.filing),
            text: None,
        }
    }
}

fn submitted(
    heading: &Heading<'_>,
    court: &str,
    registration: &str,
    round: u32,
    at: DateTime<Utc>,
) -> Notice {
    let again = if round > 1 { "再次" } else { "" };
    let court = court_name(court);
    let due = filing_review(beijing_day(at), Calendar::in_use());
    let by = format!("，应在 {} 前（七日内，{}）", date_text(&due.last_day), due.article);
    Notice {
        text: Some(format!(
            "您的“{}”已{again}提交{court}，立案登记编码{registration}。法院审查后会通知您。",
            heading.title
        )),
        ..heading.notice(
            &format!("已{again}提交"),
            format!(
                "您的立案申请已{again}提交{court}，立案登记编码 {registration}。法院正在审查{by}决定是否立案，\
结果会以消息和短信通知您。审查前您可以撤回申请。"
            ),
        )
    }
}

fn supplement(
    heading: &Heading<'_>,
    times: u32,
    wanted: &[String],
    until: Option<NaiveDate>,
) -> Notice {
    let by = until.map(|d| format!("{} 前", date_text(&d))).unwrap_or_default();
    let last = if times >= 2 { "这是第二次，也是最后一次要求补充。" } else { "" };
    Notice {
        todo: Some("补充材料后再次提交".into()),
        due: until,
        text: Some(format!("您的“{}”需要补充材料，请在{by}登录平台查看并补交。", heading.title)),
        ..heading.notice(
            "法院要求补充材料",
            format!(
                "法院要求您补充：{}。请在{by}修改申请并再次提交。{last}在期限内没有补正的，\
法院将退回起诉材料；坚持起诉的，裁定不予受理（登记立案规定第七条）。",
                listed(wanted)
            ),
        )
    }
}

fn accepted(heading: &Heading<'_>, court: &str, number: &str, case: CaseId) -> Notice {
    let court = court_name(court);
    Notice {
        link: format!("/cases/{case}"),
        text: Some(format!(
            "您的“{}”已由{court}立案，案号{number}。请留意后续交费通知。",
            heading.title
        )),
        ..heading.notice(
            "已立案",
            format!(
                "{court}决定立案，案号{number}。案件已进入“我的案件”。法院会另行发送交费通知，\
请在收到通知后七日内交纳案件受理费。"
            ),
        )
    }
}

fn refused(heading: &Heading<'_>, reason: &str, law: &str) -> Notice {
    Notice {
        text: Some(format!(
            "法院裁定对您的“{}”不予受理，请登录平台查看裁定书。不服的，可以在十日内上诉。",
            heading.title
        )),
        ..heading.notice(
            "不予受理",
            format!(
                "法院裁定不予受理。理由：{}。依据：{law}。对不予受理的裁定不服的，可以在裁定书送达之日起十日内\
向上一级人民法院提起上诉（民事诉讼法第一百五十七条、第一百七十一条）。",
                ended(reason)
            ),
        )
    }
}

fn transferred(heading: &Heading<'_>, from: &str, to: &str, reason: &str) -> Notice {
    let (from, to) = (court_name(from), court_name(to));
    Notice {
        text: Some(format!("您的“{}”已由{from}移送{to}审查，您无需重新提交。", heading.title)),
        ..heading.notice(
            &format!("已移送{to}"),
            format!(
                "{from}认为本案不属于该院管辖（民事诉讼法第一百二十七条第四项），已将您的立案申请移送{to}。理由：{}。您无需重新提交，\
{to}审查后会通知您。",
                ended(reason)
            ),
        )
    }
}

fn overdue(heading: &Heading<'_>) -> Notice {
    Notice {
        todo: Some("拨打 12368 查询办理情况".into()),
        text: Some(format!(
            "您的“{}”提交已满七个工作日，法院尚未答复。{CALL}。",
            heading.title
        )),
        ..heading.notice(
            "法院逾期未答复",
            format!("您的立案申请提交已满七个工作日，法院尚未答复。{CALL}。申请仍在审查中，您无需重新提交。"),
        )
    }
}
