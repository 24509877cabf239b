//! Forms: read, checked for their token, and shown again with what was typed and what is wrong.
use crate::{Fault, Site, held, visit::Identity};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;

/// The largest form without files.
pub const LIMIT: usize = 2 * 1024 * 1024;
/// The field that carries the token.
pub const CSRF_FIELD: &str = "_csrf";
/// The header that carries it for scripts.
pub const CSRF_HEADER: &str = "x-csrf";

/// A form as typed. Repeated fields become lists; missing fields follow serde's defaults.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Form<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Fault> {
        let identity = request.extensions().get::<Identity>().cloned().ok_or(Fault::NotFound)?;
        let path = request.uri().path().to_owned();
        let header = request.headers().get(CSRF_HEADER).cloned();
        let body = read(request).await?;
        let given = header
            .and_then(|v| v.to_str().ok().map(str::to_owned))
            .or_else(|| held::field(&body, CSRF_FIELD));
        if !given.is_some_and(|g| same(&g, &identity.token.csrf())) {
            return Err(Fault::Stale { path, body: held::without_token(&body) });
        }
        let _ = site;
        serde_html_form::from_bytes(&body)
            .map(Self)
            .map_err(|e| Fault::BadRequest(format!("表单内容无法读取（{e}），请返回后重新填写")))
    }
}

/// Reads a body up to [`LIMIT`].
pub(crate) async fn read(request: Request) -> Result<Bytes, Fault> {
    axum::body::to_bytes(request.into_body(), LIMIT)
        .await
        .map_err(|_| Fault::BadRequest("提交的内容过大，请删减文字，附件请用上传功能提交".into()))
}

/// Compares without telling by time where the difference lies.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// What is wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Errors {
    list: Vec<FieldError>,
    #[serde(skip)]
    remarks: Vec<FieldError>,
}

impl Errors {
    pub fn new() -> Self {
        Self::default()
    }

    /// One error.
    pub fn of(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Self::new();
        errors.add(field, message);
        errors
    }

    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.list.push(FieldError { field: field.into(), message: message.into() });
    }

    /// Notes what somebody else wants of a field: it stands at the field, and nothing is wrong with the form.
    pub fn remark(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.remarks.push(FieldError { field: field.into(), message: message.into() });
    }

    /// The first thing wrong with that field, or else what is wanted there.
    pub fn on(&self, field: &str) -> Option<&str> {
        let mut all = self.list.iter().chain(&self.remarks);
        all.find(|e| e.field == field).map(|e| e.message.as_str())
    }

    /// Keeps the value, or notes the error and gives nothing.
    pub fn take<T, E: std::fmt::Display>(
        &mut self,
        field: &str,
        result: Result<T, E>,
    ) -> Option<T> {
        result.map_err(|e| self.add(field, e.to_string())).ok()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn list(&self) -> &[FieldError] {
        &self.list
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Self) {
        self.list.extend(other.list);
        self.remarks.extend(other.remarks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_compared_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("abc", "ab"));
    }

    #[test]
    fn the_first_error_of_a_field_is_shown_at_the_field() {
        let mut errors = Errors::of("name", "请填写姓名");
        errors.add("name", "过长");
        assert_eq!(errors.on("name"), Some("请填写姓名"));
        assert_eq!(errors.on("phone"), None);
        assert_eq!(errors.list().len(), 2);
        errors.remark("phone", "法院要求补充");
        assert_eq!((errors.on("phone"), errors.list().len()), (Some("法院要求补充"), 2));
    }
}
