//! Every component on one page, for those who write pages, for axe and for screenshots. Only where
//! outside parties are simulated.
use crate::{Errors, Fault, Flash, Form, Page, Routes, Visit};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use kernel::policy::Permission;

const PATH: &str = "/dev/components";

#[derive(Template)]
#[template(path = "dev/components.html", blocks = ["main"])]
struct DevComponents {
    page: Page,
    errors: Errors,
}

/// Some fields stand there with their errors.
fn sample_errors() -> Errors {
    let mut errors = Errors::new();
    errors.add("mobile", "手机号码应当是 11 位数字，请核对后重新填写");
    errors.add("born", "出生日期的月份应当在 1 到 12 之间，请修改月份");
    errors
}

fn only_in_sandbox(visit: &Visit) -> Result<(), Fault> {
    if visit.site.settings.sandbox.is_some() { Ok(()) } else { Err(Fault::NotFound) }
}

/// `GET /dev/components`
async fn show(visit: Visit) -> Result<Response, Fault> {
    only_in_sandbox(&visit)?;
    crate::show!(visit, DevComponents { page: visit.page(), errors: sample_errors() })
}

/// `POST /dev/components`: answers as a real page would, keeps nothing.
async fn send(
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    only_in_sandbox(&visit)?;
    if headers.contains_key("x-autosave") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let text = format!("收到 {} 个字段，没有保存", fields.len());
    Ok(visit.go_saying(PATH, &Flash::success(text)))
}

/// `GET /dev/components/found`: the inside of the results of a search box.
async fn found(visit: Visit) -> Result<Response, Fault> {
    only_in_sandbox(&visit)?;
    let list = r##"<ul class="tree"><li><a href="#found">民间借贷纠纷</a></li></ul>"##;
    Ok(Html(list).into_response())
}

/// The routes of this page.
pub fn routes() -> Routes {
    Routes::new().get(PATH, Permission::Public, show).post(PATH, Permission::Public, send).get(
        "/dev/components/found",
        Permission::Public,
        found,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Nav;
    use std::collections::BTreeSet;

    fn rendered(nav: Nav) -> String {
        let page = Page {
            csrf: "token".into(),
            assets: "1",
            path: PATH.into(),
            nav,
            user: Some("张三".into()),
            unread: 3,
            sandbox: Some("/sandbox/sms".into()),
            flash: Some(Flash::success("已保存")),
            elder: false,
            wide: false,
        };
        DevComponents { page, errors: sample_errors() }.render().unwrap()
    }

    fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
        html.split(&format!(" {attribute}=\""))
            .skip(1)
            .filter_map(|s| s.split('"').next())
            .collect()
    }

    #[test]
    fn every_label_hint_and_error_belongs_to_a_field() {
        for nav in [Nav::Visitor, Nav::Person { verified: true }, Nav::Staff { links: vec![] }] {
            let html = rendered(nav);
            let ids = values(&html, "id");
            let known: BTreeSet<_> = ids.iter().copied().collect();
            assert_eq!(ids.len(), known.len(), "an id stands twice");
            for reference in values(&html, "for") {
                assert!(known.contains(reference), "no field for label {reference}");
            }
            for id in values(&html, "aria-describedby").into_iter().flat_map(str::split_whitespace)
            {
                assert!(known.contains(id), "no element {id}");
            }
            for item in sample_errors().list() {
                assert!(known.contains(item.field.as_str()), "summary links to nothing");
                assert!(known.contains(format!("{}-error", item.field).as_str()));
            }
        }
    }

    #[test]
    fn every_form_that_posts_carries_the_token() {
        let html = rendered(Nav::Person { verified: false });
        for form in html.split("<form ").skip(1).filter_map(|f| f.split("</form>").next()) {
            let posts = form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""));
            assert_eq!(posts, form.contains("name=\"_csrf\" value=\"token\""), "{form}");
        }
    }

    #[test]
    fn the_five_tabs_stand_at_the_foot_for_persons_only() {
        assert!(rendered(Nav::Person { verified: true }).contains("class=\"tabbar\""));
        assert!(!rendered(Nav::Visitor).contains("class=\"tabbar\""));
        assert!(!rendered(Nav::Staff { links: vec![] }).contains("class=\"tabbar\""));
    }
}
