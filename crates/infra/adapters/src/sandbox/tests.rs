use super::*;
use crate::{face::tencent::TencentFace, sms::aliyun::AliyunSms};
use kernel::{
    clock::SystemClock,
    ports::{FaceCheck, FaceResult, PortError, Sms},
};
use serde_json::Value;

struct Running {
    url: String,
    keys: Keys,
    dir: tempfile::TempDir,
}

async fn start() -> Running {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::fresh();
    let url = start_in(dir.path().to_owned(), keys.clone()).await;
    Running { url, keys, dir }
}

async fn start_in(dir: PathBuf, keys: Keys) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let staff = vec![Staff {
        login: "clerk.demo".into(),
        name: "演示".into(),
        office: "立案人员".into(),
        secret_base32: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
    }];
    let options = Options { dir, clock: Arc::new(SystemClock), keys, staff };
    tokio::spawn(serve(listener, options, std::future::pending()));
    url
}

async fn json(url: &str) -> Value {
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_message_arrives_once_and_survives_a_restart() {
    let running = start().await;
    let sms = AliyunSms::new(running.keys.sms(&running.url)).unwrap();
    for _ in 0..2 {
        sms.send("13800000001", "您的验证码是 123456。", "message-1").await.unwrap();
    }
    sms.send("13800000002", "另一条", "message-2").await.unwrap();
    let again = start_in(running.dir.path().to_owned(), running.keys.clone()).await;
    for url in [&running.url, &again] {
        let inbox = json(&format!("{url}/inbox.json")).await;
        assert_eq!(inbox.as_array().unwrap().len(), 2);
        assert_eq!(inbox[1]["number"], "13800000001");
        assert_eq!(inbox[1]["text"], "【登闻演示】您的验证码是 123456。");
    }
    let page = reqwest::get(&running.url).await.unwrap();
    assert!(page.headers().contains_key("content-security-policy"));
    assert!(page.text().await.unwrap().contains("<p class=\"code\">123456</p>"));
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_a_dead_line_is_temporary() {
    let running = start().await;
    let mut options = running.keys.sms(&running.url);
    options.secret_key = "wrong".into();
    let sms = AliyunSms::new(options.clone()).unwrap();
    let refused = sms.send("13800000001", "文字", "1").await.unwrap_err();
    assert!(refused.to_string().contains("SignatureDoesNotMatch"), "{refused}");
    assert!(matches!(refused, PortError::Refused(_)));
    options.endpoint = "http://127.0.0.1:9".into();
    let nobody = AliyunSms::new(options).unwrap().send("13800000001", "文字", "1").await;
    assert!(matches!(nobody, Err(PortError::Temporary(_))));
    let mut options = running.keys.face(&running.url);
    options.secret_key = "wrong".into();
    let refused = TencentFace::new(options).unwrap().start("张三", "1", "/").await.unwrap_err();
    assert!(refused.to_string().contains("SignatureFailure"), "{refused}");
}

#[tokio::test]
async fn a_face_check_ends_as_the_button_says() {
    let running = start().await;
    let face = TencentFace::new(running.keys.face(&running.url)).unwrap();
    for (button, expected) in [
        ("pass", FaceResult::Match),
        ("fail", FaceResult::NoMatch),
        ("cancel", FaceResult::NoMatch),
    ] {
        let (token, url) =
            face.start("张三", "11010519491231002X", "http://127.0.0.1/back").await.unwrap();
        assert_eq!(face.result(&token).await.unwrap(), FaceResult::Pending);
        let page = reqwest::get(&url).await.unwrap().text().await.unwrap();
        assert!(page.contains("张三") && page.contains("1101**********002X"), "{page}");
        let client = reqwest::Client::new();
        let pressed = client.post(format!("{url}/outcome")).form(&[("outcome", button)]);
        let page = pressed.send().await.unwrap().text().await.unwrap();
        assert!(page.contains("http://127.0.0.1/back"), "{page}");
        assert_eq!(face.result(&token).await.unwrap(), expected);
    }
    assert!(face.result("unknown").await.is_err());
}

#[tokio::test]
async fn codes_of_the_second_factor_are_shown() {
    let running = start().await;
    let codes = json(&format!("{}/totp.json", running.url)).await;
    assert_eq!(codes[0]["login"], "clerk.demo");
    assert_eq!(codes[0]["code"].as_str().unwrap().len(), 6);
    let page = reqwest::get(format!("{}/totp", running.url)).await.unwrap().text().await.unwrap();
    assert!(page.contains("clerk.demo"));
}
