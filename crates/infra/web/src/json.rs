//! Bodies of the API: JSON with the session's token in the header, refused in sentences.
use crate::{
    Fault, Site,
    form::{CSRF_HEADER, read, same},
    visit::Identity,
};
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

/// A JSON body. The header `x-csrf` must carry the session's token, as a form's field does.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for JsonBody<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Fault> {
        let identity = request.extensions().get::<Identity>().cloned().ok_or(Fault::NotFound)?;
        let given = request.headers().get(CSRF_HEADER).and_then(|v| v.to_str().ok());
        if !given.is_some_and(|given| same(given, &identity.token.csrf())) {
            return Err(Fault::Conflict(
                "请求头 x-csrf 缺失或者已过期，请重新读取令牌后再发送".into(),
            ));
        }
        let body = read(request).await?;
        serde_json::from_slice(&body).map(Self).map_err(|e| {
            Fault::BadRequest(format!("请求正文不是所要求的 JSON（{e}），请对照接口文档修改"))
        })
    }
}
