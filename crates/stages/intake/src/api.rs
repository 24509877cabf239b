//! This stage's part of the `OpenAPI` document, and the shapes of what lower tiers write into it.
use chrono::{DateTime, Utc};
use utoipa::{OpenApi, ToSchema};

/// Why a request was not done.
#[derive(Clone, Debug, ToSchema)]
pub struct Trouble {
    /// A Chinese sentence with the reason and the remedy.
    pub message: String,
}

/// An act and whether it is open now: the shape of [`kernel::open_act::OpenAct`].
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Act {
    /// Key of the act.
    pub act: String,
    pub state: ActState,
}

/// Open, or closed with the reason: the shape of [`kernel::open_act::Openness`].
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
#[cfg_attr(
    test,
    derive(serde::Deserialize),
    serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)
)]
pub enum ActState {
    /// May be done, until then if there is an end.
    Open { until: Option<DateTime<Utc>> },
    /// May not be done, and why.
    Closed { why: String },
}

/// What this stage serves as JSON.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = crate::filing::api::Document::openapi();
    document.merge(crate::review::Document::openapi());
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::open_act::OpenAct;

    /// Merging keeps the first of two schemas of one name.
    #[test]
    fn no_two_matters_mean_different_things_by_one_name() {
        let parts = [crate::filing::api::Document::openapi(), crate::review::Document::openapi()];
        let whole = serde_json::to_value(document()).unwrap();
        for part in &parts {
            let part = serde_json::to_value(part).unwrap();
            for (name, schema) in part["components"]["schemas"].as_object().unwrap() {
                assert_eq!(&whole["components"]["schemas"][name], schema, "{name}");
            }
        }
    }

    #[test]
    fn acts_are_written_as_the_document_says() {
        let read = |act: &OpenAct<&str>| {
            serde_json::from_value::<Act>(serde_json::to_value(act).unwrap()).unwrap()
        };
        let open = Act { act: "accept".into(), state: ActState::Open { until: None } };
        assert_eq!(read(&OpenAct::open("accept")), open);
        let closed =
            Act { act: "accept".into(), state: ActState::Closed { why: "已立案".into() } };
        assert_eq!(read(&OpenAct::closed("accept", "已立案")), closed);
    }
}
