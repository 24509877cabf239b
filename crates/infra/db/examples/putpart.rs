use bytes::Bytes;
use futures::stream;
use std::time::Instant;
#[tokio::main(worker_threads = 2)]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let blobs = db::blobs::Blobs::folder(dir.path()).unwrap();
    let data = Bytes::from(vec![b'x'; 20_000_000]);
    for round in 0..6 {
        for chunk in [16 * 1024usize, 400 * 1024] {
            let d = data.clone();
            let s = stream::iter((0..data.len()).step_by(chunk).map(move |i| Ok(d.slice(i..(i + chunk).min(d.len())))));
            let t = Instant::now();
            blobs.put_part(&format!("parts/a/{round}{chunk}"), s, 1 << 40).await.unwrap();
            println!("chunk {chunk}: {:?}", t.elapsed());
        }
    }
}
