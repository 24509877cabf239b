//! From the words of an example to what is charged.

use super::input::Input;
use crate::{
    CaseKind, cause,
    fee::{self, Application, Charge, CourtRates, Matter},
};

/// Words of a kind that is charged by amount.
const BY_AMOUNT: [&str; 15] = [
    "财产",
    "受理费",
    "金额",
    "标的",
    "减半",
    "简易",
    "小额",
    "调解",
    "撤诉",
    "撤回",
    "反诉",
    "第三人",
    "有独三",
    "上诉",
    "异议之诉",
];

const PERSONALITY: [&str; 10] = [
    "人格权",
    "姓名权",
    "名称权",
    "肖像权",
    "名誉权",
    "荣誉权",
    "隐私权",
    "个人信息保护",
    "身体权",
    "生命权",
];

const SPECIAL: [&str; 12] = [
    "特别程序",
    "司法确认",
    "确认调解协议",
    "担保物权",
    "宣告失踪",
    "宣告死亡",
    "选民资格",
    "财产无主",
    "民事行为能力",
    "遗产管理人",
    "人身安全保护令",
    "人格权侵害禁令",
];

/// Disputes over no property, when no amount is claimed.
const WITHOUT_AMOUNT: [&str; 9] = [
    "非财产",
    "探望权",
    "收养",
    "变更抚养",
    "抚养权",
    "知情权",
    "决议效力",
    "婚姻无效",
    "撤销婚姻",
];

/// 第九条但书: new evidence, or no appeal was lodged; so is what is contested, where it is stated.
pub(super) fn retrial_is_charged(input: &Input) -> bool {
    let excepted = ["新证据", "新的证据", "未上诉", "没有上诉", "未提出上诉", "不服", "例外"];
    input.says_one(&excepted) && !input.says("不交")
}

pub(super) fn charged(input: &Input, rates: &mut CourtRates) -> Result<Charge, String> {
    if let Some(asked) = asked_for(input, rates)? {
        return Ok(Charge::Application(asked));
    }
    match matter(input, rates) {
        Ok(matter) => Ok(Charge::Acceptance(matter)),
        Err(why) => by_cause(input)?.ok_or(why),
    }
}

/// The kind is the name of a civil cause, perhaps with more behind a dash or in brackets.
fn by_cause(input: &Input) -> Result<Option<Charge>, String> {
    let end = input.kind.find(['-', '－', '—', '(', '（', '，']).unwrap_or(input.kind.len());
    let (name, amount) = (&input.kind[..end], input.any_amount()?);
    Ok(["civil-2025", "civil-2020"].iter().find_map(|key| {
        let found = cause::list(key)?.named(name)?;
        Some(fee::charge_for(CaseKind::CivilFirst, key, found.id, amount))
    }))
}

fn asked_for(input: &Input, rates: &mut CourtRates) -> Result<Option<Application>, String> {
    let amount = input.optional(&["amount", "value", "claim"])?;
    let suit = input.says_one(&["异议之诉", "损害责任", "保全错误", "先予执行", "担保物权"]);
    if suit || (input.says("破产") && input.says_one(&["诉讼", "起诉", "衍生", "债权确认"]))
    {
        return Ok(None);
    }
    Ok(Some(if input.says_one(&["执行异议", "执行复议", "异议复议", "不予执行"]) {
        Application::EnforcementObjection
    } else if input.says_one(&["未参加登记", "代表人诉讼"]) {
        Application::UnregisteredRightHolder { amount: input.amount()? }
    } else if input.says("保全") {
        Application::Preservation { value: amount }
    } else if input.says_one(&["执行", "承认", "认可"]) {
        rates.enforcement_without_amount = input.base(50, 500)?;
        if input.says_one(&["承认", "认可"]) {
            Application::ForeignDecision { amount }
        } else {
            Application::Enforcement { amount }
        }
    } else if input.says("支付令") {
        Application::PaymentOrder { amount: input.amount()? }
    } else if input.says("公示催告") {
        Application::PublicSummons
    } else if input.says("仲裁") && input.says_one(&["撤销", "效力", "申请"]) {
        Application::Arbitration
    } else if input.says_one(&["破产", "强制清算", "公司清算"]) {
        Application::Bankruptcy { estate: input.amount()? }
    } else {
        return maritime(input, rates);
    }))
}

fn maritime(input: &Input, rates: &mut CourtRates) -> Result<Option<Application>, String> {
    Ok(Some(if input.says("责任限制基金") {
        rates.maritime_fund = input.base(1_000, 10_000)?;
        Application::MaritimeFund
    } else if input.says("强制令") {
        rates.maritime_injunction = input.base(1_000, 5_000)?;
        Application::MaritimeInjunction
    } else if input.says("船舶优先权") {
        rates.ship_lien_notice = input.base(1_000, 5_000)?;
        Application::ShipLienNotice
    } else if input.says("债权登记") {
        Application::MaritimeClaimRegistration
    } else if input.says("共同海损") {
        Application::GeneralAverage
    } else {
        return Ok(None);
    }))
}

pub(super) fn matter(input: &Input, rates: &mut CourtRates) -> Result<Matter, String> {
    if let Some(free) = free(input) {
        return Ok(free);
    }
    if let Some(claims) = input.claims()? {
        rates.other = input.base(50, 100)?;
        return Ok(fee::join_claims(&claims));
    }
    Ok(if input.says("离婚") && !input.says("离婚后") {
        rates.divorce = input.base(50, 300)?;
        let property = input.optional(&["property_total", "property", "amount", "contested"])?;
        Matter::Divorce { property: property.unwrap_or_default() }
    } else if input.says_one(&PERSONALITY) {
        rates.personality = input.base(100, 500)?;
        let damages = input.optional(&["damages", "amount", "contested"])?;
        Matter::Personality { damages: damages.unwrap_or_default() }
    } else if input.says_one(&["劳动", "人事争议"]) {
        Matter::Labour
    } else if special_administrative(input)? {
        Matter::AdministrativeSpecial
    } else if input.says_one(&["知识产权", "著作权", "商标", "专利"]) {
        rates.intellectual_property = input.base(500, 1_000)?;
        Matter::IntellectualProperty { amount: input.any_amount()? }
    } else if input.says("行政") {
        Matter::AdministrativeOther
    } else if input.says("管辖") {
        rates.jurisdiction_objection = input.base(50, 100)?;
        Matter::JurisdictionObjectionFailed
    } else {
        return by_amount(input, rates);
    })
}

fn by_amount(input: &Input, rates: &mut CourtRates) -> Result<Matter, String> {
    let amount = input.any_amount()?;
    if input.says("非财产") || (input.says_one(&WITHOUT_AMOUNT) && amount.is_none()) {
        rates.other = input.base(50, 100)?;
        return Ok(Matter::OtherNonProperty);
    }
    if input.says_one(&BY_AMOUNT) || input.says("破产") {
        return Ok(Matter::Property { amount: input.amount()? });
    }
    Err(format!("不认识这种费用：{}", input.kind))
}

/// 商标、专利、海事行政案件, not suits between the parties over a trade mark or a patent.
fn special_administrative(input: &Input) -> Result<bool, String> {
    if !input.says_one(&["商标", "专利", "海事行政", "海事"]) {
        return Ok(false);
    }
    let between = input.says_one(&["侵权", "侵害", "权属", "合同", "民事", "知识产权"]);
    Ok(input.says("行政") || !(between || input.any_amount()?.is_some()))
}

/// Cases without a fee (第八条 and the like).
fn free(input: &Input) -> Option<Matter> {
    let mediated_first = input.says_one(&["诉前调解", "先行调解"]);
    let upheld = input.says("异议成立")
        || (input.says("管辖") && input.says("成立") && !input.says("不成立"));
    Some(if input.says("赔偿") && input.says("行政") {
        Matter::AdministrativeCompensation
    } else if input.says("国家赔偿") {
        Matter::StateCompensation
    } else if input.says_one(&["不予受理", "驳回起诉"])
        || (input.says("管辖") && input.says("上诉"))
    {
        Matter::AppealAgainstDismissal
    } else if input.says("管辖") && upheld {
        Matter::JurisdictionObjectionUpheld
    } else if input.says_one(&SPECIAL) {
        Matter::SpecialProcedure
    } else if input.says("自诉") {
        Matter::PrivateProsecution
    } else if mediated_first && !input.says("调解书") {
        Matter::PreFilingMediation
    } else {
        return None;
    })
}
