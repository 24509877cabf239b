//! What kind of dispute a civil cause is, as far as jurisdiction depends on it.

use super::Facts;
use crate::cause;

/// The kinds of disputes that articles 24 to 34 distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// 第三十四条第（一）项
    Immovable,
    /// 物权确认、分割、返还等：标的物为不动产的，第三十四条第（一）项
    PropertyRight,
    /// 侵害商标权、著作权
    Infringement,
    /// 第三十四条第（三）项
    Inheritance,
    /// 身份关系
    Family,
    Labour,
    /// 由海事法院管辖
    Maritime,
    /// 财产租赁、融资租赁
    Lease,
    /// 因申请保全造成的损失
    WrongfulPreservation,
    /// 由知识产权法院、指定的中级人民法院管辖
    TechnicalProperty,
    Insurance,
    Bill,
    Company,
    Transport,
    Traffic,
    ProductLiability,
    /// 买卖合同以信息网络方式订立
    OnlineSale,
    Contract,
    Tort,
    /// 非讼程序
    NonContentious,
    Other,
}

/// Names in the path of a cause, from the part down.
pub(super) fn names(facts: &Facts) -> Vec<&'static str> {
    cause::list(&facts.cause_list)
        .map(|list| list.path(&facts.cause).into_iter().map(|cause| cause.name).collect())
        .unwrap_or_default()
}

/// 民诉法解释第二十八条: 不动产纠纷
const IMMOVABLE: &[&str] = &[
    "房屋租赁合同纠纷",
    "建设工程施工合同纠纷",
    "建设工程价款优先受偿权纠纷",
    "建设工程分包合同纠纷",
    "建设工程监理合同纠纷",
    "装饰装修合同纠纷",
    "农村建房施工合同纠纷",
    "农村土地承包合同纠纷",
    "土地承包经营权纠纷",
    "相邻关系纠纷",
    "建筑物区分所有权纠纷",
    "业主撤销权纠纷",
    "业主知情权纠纷",
    "不动产登记纠纷",
    "建设用地使用权纠纷",
    "宅基地使用权纠纷",
    "居住权纠纷",
    "地役权纠纷",
    "土地经营权纠纷",
    "经济适用房转让合同纠纷",
];

/// 民诉法解释第二十八条第一款: 权利确认、分割
const SETTLES: &[&str] = &["物权确认纠纷", "共有权确认纠纷", "共有物分割纠纷"];

/// Other disputes over rights in a thing, which may be immovable.
const RIGHT: &[&str] = &[
    "返还原物纠纷",
    "排除妨害纠纷",
    "消除危险纠纷",
    "占有物返还纠纷",
    "占有排除妨害纠纷",
    "占有消除危险纠纷",
];

/// A right is confirmed or a thing divided (民诉法解释第二十八条第一款).
pub(super) fn settles_right(names: &[&str]) -> bool {
    names.iter().any(|name| SETTLES.contains(name))
}

const TECHNICAL: &[&str] =
    &["专利", "植物新品种", "集成电路布图设计", "技术秘密", "计算机软件", "垄断", "驰名商标"];

const COMPANY: &[&str] = &[
    "股东名册记载纠纷",
    "请求变更公司登记纠纷",
    "股东知情权纠纷",
    "公司决议纠纷",
    "公司设立纠纷",
    "公司盈余分配纠纷",
    "公司合并纠纷",
    "公司分立纠纷",
    "公司减资纠纷",
    "公司增资纠纷",
    "公司解散纠纷",
    "股东资格确认纠纷",
];

/// 第三十条: 铁路、公路、水上和航空事故
const ACCIDENT: &[&str] = &["铁路运输损害责任纠纷", "水上运输损害责任纠纷", "航空运输损害责任纠纷"];

/// 民诉法解释第二十七条
const PRESERVATION: &[&str] =
    &["因申请财产保全损害责任纠纷", "因申请行为保全损害责任纠纷", "因申请证据保全损害责任纠纷"];

/// Not a dispute over whose the right is.
fn infringes(names: &[&str]) -> bool {
    names.last().is_some_and(|name| name.contains("侵害") || name.contains("侵权"))
}

pub(super) fn nature(names: &[&str]) -> Nature {
    let part = names.first().copied().unwrap_or_default();
    let any = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
    let has = |word: &str| names.iter().skip(1).any(|name| name.contains(word));
    match part {
        "海事海商纠纷" => Nature::Maritime,
        "非讼程序案件案由" => Nature::NonContentious,
        "劳动争议、人事争议" | "劳动争议、人事争议、新就业形态用工纠纷" => {
            Nature::Labour
        }
        _ if TECHNICAL.iter().any(|word| has(word)) => Nature::TechnicalProperty,
        _ if any(IMMOVABLE) => Nature::Immovable,
        _ if settles_right(names) || any(RIGHT) => Nature::PropertyRight,
        _ if any(&["著作权权属、侵权纠纷", "商标权权属、侵权纠纷"]) && infringes(names) => {
            Nature::Infringement
        }
        _ if any(&["继承纠纷"]) => Nature::Inheritance,
        "婚姻家庭、继承纠纷" => Nature::Family,
        _ if any(&["保险纠纷"]) => Nature::Insurance,
        _ if any(&["票据纠纷"]) => Nature::Bill,
        _ if any(COMPANY) => Nature::Company,
        _ if any(&["运输合同纠纷"]) => Nature::Transport,
        _ if has("交通事故责任纠纷") || any(ACCIDENT) => Nature::Traffic,
        _ if any(PRESERVATION) => Nature::WrongfulPreservation,
        _ if any(&["租赁合同纠纷", "融资租赁合同纠纷"]) => Nature::Lease,
        _ if any(&["产品责任纠纷"]) => Nature::ProductLiability,
        _ if any(&["信息网络买卖合同纠纷"]) => Nature::OnlineSale,
        "合同、准合同纠纷" => Nature::Contract,
        "侵权责任纠纷" | "人格权纠纷" => Nature::Tort,
        _ if has("合同纠纷") => Nature::Contract,
        _ if has("侵权纠纷") || has("侵害") || has("责任纠纷") || has("不正当竞争") => {
            Nature::Tort
        }
        _ => Nature::Other,
    }
}
