//! The words and the named numbers of an example on fees.

use super::super::compared::is_remark;
use crate::{
    Fen,
    fee::{Claim, Reduction, Rounding},
};
use serde_json::{Map, Value};

/// Keys an input may have. Another one with a number in it is not passed over.
const INPUTS: [&str; 22] = [
    "amount",
    "claim",
    "value",
    "estate",
    "base",
    "base_fee",
    "property_total",
    "property",
    "damages",
    "full_fee",
    "fee",
    "paid",
    "from",
    "to",
    "judgment",
    "contested",
    "percent",
    "claims",
    "total",
    "rounding",
    "case_number",
    "court",
];

/// Keys whose words say more of the kind.
const SAYING: [&str; 9] = [
    "procedure",
    "ending",
    "ended",
    "reason",
    "reduction",
    "reductions",
    "ground",
    "matter",
    "relief",
];

/// Yes under one of these keys, or such a word under another, means a word of the kind.
const MEANT: [(&str, &str); 16] = [
    ("halved", "减半"),
    ("half", "减半"),
    ("simplified", "简易"),
    ("small_claims", "小额"),
    ("mediated", "调解"),
    ("withdrawn", "撤诉"),
    ("counterclaim", "反诉合并"),
    ("counterclaim_joined", "反诉合并"),
    ("third_party_joined", "有独立请求权第三人"),
    ("joined", "反诉合并"),
    ("new_evidence", "新证据"),
    ("not_appealed", "未上诉"),
    ("remanded", "发回重审"),
    ("exempted", "免交"),
    ("deferred", "缓交"),
    ("reduced", "减交"),
];

/// The named numbers of an example.
pub(super) struct Input {
    /// The kind and the words that say more of it.
    pub(super) kind: String,
    given: Map<String, Value>,
}

impl Input {
    pub(super) fn of(entry: &Value) -> Result<Self, String> {
        let kind = entry.get("kind").and_then(Value::as_str).ok_or("没有kind")?;
        let given = match entry.get("input") {
            None | Some(Value::Null) => Map::new(),
            Some(input) => input.as_object().cloned().ok_or("input不是对象")?,
        };
        let mut input = Self { kind: kind.to_owned(), given };
        input.check_keys()?;
        for word in input.further_words() {
            input.kind.push('，');
            input.kind.push_str(&word);
        }
        Ok(input)
    }

    fn check_keys(&self) -> Result<(), String> {
        let known = |key: &str, value: &Value| {
            let meant = || MEANT.iter().any(|(word, _)| *word == key) && value.is_boolean();
            let domestic = || {
                key == "currency"
                    && value.as_str().is_some_and(|c| ["CNY", "RMB", "人民币"].contains(&c))
            };
            INPUTS.contains(&key)
                || SAYING.contains(&key)
                || meant()
                || domestic()
                || ["province", "year"].contains(&key)
                || value.is_null()
                || (key != "currency" && is_remark(key, value))
        };
        match self.given.iter().find(|(key, value)| !known(key, value)) {
            Some((key, _)) => Err(format!("不认识的输入：{key}")),
            None => Ok(()),
        }
    }

    fn further_words(&self) -> Vec<String> {
        let meaning = |text: &str| {
            let meant = MEANT.iter().find(|(word, _)| *word == text).map(|(_, meant)| *meant);
            meant.unwrap_or(text).to_owned()
        };
        let mut words = Vec::new();
        for (key, value) in &self.given {
            match value {
                Value::Bool(true) => words.push(meaning(key)),
                Value::String(text) if SAYING.contains(&key.as_str()) => words.push(meaning(text)),
                Value::Array(list) if SAYING.contains(&key.as_str()) => {
                    words.extend(list.iter().filter_map(Value::as_str).map(meaning));
                }
                Value::Null
                | Value::Bool(false)
                | Value::Number(_)
                | Value::String(_)
                | Value::Array(_)
                | Value::Object(_) => {}
            }
        }
        words
    }

    pub(super) fn says(&self, word: &str) -> bool {
        self.kind.contains(word)
    }

    pub(super) fn says_one(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.says(word))
    }

    pub(super) fn optional(&self, keys: &[&str]) -> Result<Option<Fen>, String> {
        for key in keys {
            let text = match self.given.get(*key) {
                None | Some(Value::Null) => continue,
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            };
            return Fen::parse(&text).map(Some).map_err(|why| format!("{key}：{why}"));
        }
        Ok(None)
    }

    pub(super) fn sum(&self, keys: &[&str]) -> Result<Fen, String> {
        self.optional(keys)?.ok_or_else(|| format!("{}没有{}", self.kind, keys.join("、")))
    }

    pub(super) fn amount(&self) -> Result<Fen, String> {
        self.sum(&AMOUNTS)
    }

    pub(super) fn any_amount(&self) -> Result<Option<Fen>, String> {
        self.optional(&AMOUNTS)
    }

    /// The sum within a range: given, or the end the kind names.
    pub(super) fn base(&self, low: i64, high: i64) -> Result<Fen, String> {
        let named = if self.says("上限") { high } else { low };
        let base = self.optional(&["base", "base_fee"])?.unwrap_or(Fen::yuan(named));
        if (Fen::yuan(low)..=Fen::yuan(high)).contains(&base) {
            Ok(base)
        } else {
            Err(format!("base应在{low}元至{high}元之间，现为{base}元"))
        }
    }

    pub(super) fn percent(&self) -> Result<Option<u8>, String> {
        match self.given.get("percent") {
            None | Some(Value::Null) => Ok(None),
            Some(percent) => {
                let number = percent.as_u64().and_then(|percent| u8::try_from(percent).ok());
                match number {
                    Some(percent) if (30..=100).contains(&percent) => Ok(Some(percent)),
                    _ => Err(format!("percent应为30至100的整数（第四十六条），现为{percent}")),
                }
            }
        }
    }

    pub(super) fn rounding(&self) -> Result<Rounding, String> {
        match self.given.get("rounding").and_then(Value::as_str) {
            None => Ok(Rounding::Fen),
            Some("分") => Ok(Rounding::Fen),
            Some("元") => Ok(Rounding::Yuan),
            Some(word) => Rounding::ALL
                .into_iter()
                .find(|rounding| rounding.key() == word)
                .ok_or_else(|| format!("不认识的尾数处理：{word}")),
        }
    }

    /// Why the fee is halved, as the words say.
    pub(super) fn reductions(&self) -> Vec<Reduction> {
        let all = [
            ("简易", Reduction::Simplified),
            ("小额", Reduction::Simplified),
            ("调解", Reduction::Mediated),
            ("撤诉", Reduction::Withdrawn),
            ("撤回", Reduction::Withdrawn),
            ("反诉", Reduction::CounterclaimJoined),
            ("独立请求权", Reduction::ThirdPartyJoined),
            ("有独三", Reduction::ThirdPartyJoined),
            ("第三人参加", Reduction::ThirdPartyJoined),
        ];
        let whole = ["不减半", "未减半", "不合并", "未合并", "另行起诉", "无独立请求权"];
        if self.says_one(&whole) {
            return Vec::new();
        }
        let named = all.into_iter().filter(|(word, _)| self.says(word));
        let mut found: Vec<_> = named.map(|(_, reduction)| reduction).collect();
        found.dedup();
        if found.is_empty() && self.says_one(&["减半", "合并审理"]) {
            found.push(Reduction::Simplified);
        }
        found
    }

    /// 多个诉讼请求: amounts, and null for a claim without one.
    pub(super) fn claims(&self) -> Result<Option<Vec<Claim>>, String> {
        let Some(claims) = self.given.get("claims") else { return Ok(None) };
        let claims = claims.as_array().ok_or("claims不是数组")?;
        let one = |claim: &Value| match claim {
            Value::Null => Ok(Claim::NonProperty),
            Value::String(text) => Fen::parse(text).map(|amount| Claim::Property { amount }),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Fen::parse(&claim.to_string()).map(|amount| Claim::Property { amount })
            }
        };
        let claims: Result<Vec<_>, _> =
            claims.iter().map(|claim| one(claim).map_err(|why| why.to_string())).collect();
        claims.map(Some)
    }
}

const AMOUNTS: [&str; 6] = ["amount", "claim", "value", "estate", "total", "contested"];
