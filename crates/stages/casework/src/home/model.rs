//! What the home page is made of.
use chrono::NaiveDate;
use kernel::id::FilingId;

/// A site of 司法公开 to which the home page links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSite {
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
    /// What can be looked up there.
    pub hint: String,
}

/// What an installation may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// 公开专区
    pub publicity: Vec<PublicSite>,
}

impl Default for Options {
    /// The four national sites.
    fn default() -> Self {
        let sites = [
            ("中国审判流程公开网", "https://splcgk.court.gov.cn/", "案件办到哪一步"),
            ("中国庭审公开网", "https://tingshen.court.gov.cn/", "旁听庭审直播和回放"),
            ("中国裁判文书网", "https://wenshu.court.gov.cn/", "查阅公开的裁判文书"),
            ("中国执行信息公开网", "https://zxgk.court.gov.cn/", "查询执行案件和被执行人"),
        ];
        let publicity = sites
            .into_iter()
            .map(|(name, href, hint)| PublicSite {
                name: name.into(),
                href: href.into(),
                hint: hint.into(),
            })
            .collect();
        Self { publicity }
    }
}

/// A filing as the home page and the schedule show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matter {
    pub(super) id: FilingId,
    pub(super) title: String,
    pub(super) state: Progress,
    /// The last day for whoever must act next.
    pub(super) due: Option<NaiveDate>,
}

/// How far a filing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Draft,
    Submitted,
    Supplement,
    Accepted,
    Refused,
}

impl Progress {
    pub(super) const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Supplement, Self::Accepted, Self::Refused];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Supplement => "supplement",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "审查中",
            Self::Supplement => "待补充",
            Self::Accepted => "已立案",
            Self::Refused => "不予受理",
        }
    }

    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Draft => "todo",
            Self::Submitted => "",
            Self::Supplement => "warn",
            Self::Accepted => "done",
            Self::Refused => "error",
        }
    }

    /// Who must act until the due day, and how.
    pub(super) const fn awaited(self) -> &'static str {
        match self {
            Self::Draft => "填写完整后提交",
            Self::Submitted => "法院应作出答复",
            Self::Supplement => "您应补充材料并再次提交",
            Self::Refused => "不服裁定的，您可以上诉（裁定书送达之日起十日内）",
            Self::Accepted => "",
        }
    }
}
