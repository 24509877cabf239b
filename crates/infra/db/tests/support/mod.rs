//! A real S3-speaking server in this process.
use db::blobs::{Blobs, S3Options};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use std::path::Path;
use tokio::net::TcpListener;

/// Serves `folder` with one bucket; the store of it.
pub(crate) async fn s3(folder: &Path) -> Blobs {
    std::fs::create_dir_all(folder.join("court")).expect("bucket");
    let files = s3s_fs::FileSystem::new(folder).expect("file system");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single("access", "secret"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("a port");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Without it every read takes 40 ms longer.
            let _ = stream.set_nodelay(true);
            let service = service.clone();
            tokio::spawn(async move {
                let http = Builder::new(TokioExecutor::new());
                let _ = http.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    Blobs::s3(&S3Options {
        endpoint: Some(format!("http://{address}")),
        region: "us-east-1".into(),
        bucket: "court".into(),
        access_key: "access".into(),
        secret_key: "secret".into(),
        virtual_hosted: false,
    })
    .expect("a store")
}
