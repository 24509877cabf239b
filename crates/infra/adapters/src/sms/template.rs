//! Mainland providers send registered templates only. A text is matched against the registered
//! wordings, and what stands in the gaps becomes the template's parameters.
use kernel::ports::PortError;
use serde_json::{Map, Value};

/// A registered template: its code and its wording with gaps such as `${code}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub code: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Gap(String),
}

impl Template {
    /// Reads a wording.
    pub fn new(code: &str, wording: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = wording;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, tail)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(Part::Text(before.into()));
            }
            parts.push(Part::Gap(name.into()));
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.into()));
        }
        Self { code: code.into(), parts }
    }

    /// The parameters with which this template gives exactly `text`.
    pub fn parameters(&self, text: &str) -> Option<Value> {
        let mut found = Map::new();
        let mut rest = text;
        let mut parts = self.parts.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Text(words) => rest = rest.strip_prefix(words.as_str())?,
                Part::Gap(name) => {
                    let end = match parts.peek() {
                        Some(Part::Text(words)) => rest.find(words.as_str())?,
                        Some(Part::Gap(_)) => return None,
                        None => rest.len(),
                    };
                    found.insert(name.clone(), Value::from(&rest[..end]));
                    rest = &rest[end..];
                }
            }
        }
        rest.is_empty().then_some(Value::Object(found))
    }

    /// The text that these parameters give.
    pub fn text(&self, parameters: &Value) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(words) => words.as_str(),
                Part::Gap(name) => parameters[name.as_str()].as_str().unwrap_or_default(),
            })
            .collect()
    }
}

/// Reads the setting: one `CODE=wording` a line, or a code alone for a template that consists of
/// the one gap `${content}`.
pub fn parse_templates(setting: &str) -> Result<Vec<Template>, PortError> {
    let lines = setting.lines().map(str::trim).filter(|l| !l.is_empty());
    let templates: Vec<_> = lines
        .map(|line| match line.split_once('=') {
            Some((code, wording)) => Template::new(code.trim(), wording.trim()),
            None => Template::new(line, "${content}"),
        })
        .collect();
    if templates.is_empty() {
        return Err(PortError::Refused(
            "没有配置短信模板：请在 sms.template 中每行填写一个“模板编号=模板文字”".into(),
        ));
    }
    Ok(templates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_finds_its_gaps() {
        let template = Template::new("SMS_1", "验证码${code}，${minutes}分钟内有效。");
        let found = template.parameters("验证码123456，5分钟内有效。").unwrap();
        assert_eq!(found["code"], "123456");
        assert_eq!(found["minutes"], "5");
        assert_eq!(template.text(&found), "验证码123456，5分钟内有效。");
        assert_eq!(template.parameters("其他内容"), None);
        assert_eq!(template.parameters("验证码1，5分钟内有效。再见"), None);
    }

    #[test]
    fn settings_are_one_template_a_line() {
        let all = parse_templates("SMS_1=验证码${code}\nSMS_2\n").unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].parameters("随便").unwrap()["content"], "随便");
        assert!(parse_templates(" ").is_err());
    }
}
