//! The notices and their versions. A text that was in use is never changed: a new version is added.

/// 须知
#[derive(Debug, PartialEq, Eq)]
pub struct Notice {
    pub key: &'static str,
    pub title: &'static str,
    /// What the filer declares by ticking.
    pub tick: &'static str,
    /// Newest first; filings agree to the first.
    pub versions: &'static [Version],
}

/// One wording.
#[derive(Debug, PartialEq, Eq)]
pub struct Version {
    pub key: &'static str,
    /// Our own HTML; no input of anybody is in it.
    pub html: &'static str,
}

macro_rules! version {
    ($key:literal, $version:literal) => {
        Version {
            key: $version,
            html: include_str!(concat!(
                "../../../../../data/notices/",
                $key,
                ".",
                $version,
                ".html"
            )),
        }
    };
}

/// Every notice, in the order in which they are read (FIL-3).
pub static ALL: [Notice; 5] = [
    Notice {
        key: "filing",
        title: "立案须知",
        tick: "我已阅读并理解《立案须知》",
        versions: &[version!("filing", "2026-1")],
    },
    Notice {
        key: "electronic-service",
        title: "电子送达告知书",
        tick: "我已阅读并理解《电子送达告知书》，知道可以同意，也可以不同意电子送达",
        versions: &[version!("electronic-service", "2026-1")],
    },
    Notice {
        key: "litigation",
        title: "民事诉讼须知",
        tick: "我已阅读并理解《民事诉讼须知》",
        versions: &[version!("litigation", "2026-1")],
    },
    Notice {
        key: "risk",
        title: "诉讼风险告知书",
        tick: "我已阅读并理解《诉讼风险告知书》，愿意继续起诉",
        versions: &[version!("risk", "2026-1")],
    },
    Notice {
        key: "integrity",
        title: "廉政监督卡",
        tick: "我已阅读《廉政监督卡》",
        versions: &[version!("integrity", "2026-1")],
    },
];

/// The notice of that key.
pub fn find(key: &str) -> Option<&'static Notice> {
    ALL.iter().find(|n| n.key == key)
}

impl Notice {
    /// The wording in use.
    pub fn current(&self) -> &Version {
        &self.versions[0]
    }

    /// 2026 年第 1 版
    pub fn version_text(version: &str) -> String {
        match version.split_once('-') {
            Some((year, n)) => format!("{year} 年第 {n} 版"),
            None => version.to_owned(),
        }
    }
}

/// How a filing stands to a notice in its wording of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub notice: &'static Notice,
    pub opened_at: Option<chrono::DateTime<chrono::Utc>>,
    pub agreed_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_has_a_text_that_cites() {
        for notice in &ALL {
            for version in notice.versions {
                assert!(version.html.contains('条') || notice.key == "integrity", "{}", notice.key);
                assert!(!version.html.contains("style="), "{}", notice.key);
                assert!(version.html.starts_with("<p class=\"govuk-body\">"), "{}", notice.key);
            }
        }
        assert_eq!(Notice::version_text("2026-1"), "2026 年第 1 版");
    }
}
