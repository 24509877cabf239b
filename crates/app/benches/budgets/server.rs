//! The program itself as a process of its own, and what it takes of memory.
use std::{
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

/// A running server; stopped when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    /// From the start until `/readyz` answered.
    pub(crate) ready_after: Duration,
    _output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    pub(crate) async fn start(data: &Path) -> Self {
        let begun = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_dengwen"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("DENGWEN_SERVER__REQUESTS_PER_MINUTE", "10000000")
            .env("DENGWEN_LOG__LEVEL", "error")
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = output.next().unwrap().unwrap();
        let address = line.split_once('：').unwrap().1.to_owned();
        let http = reqwest::Client::new();
        loop {
            let answer = http.get(format!("{address}/readyz")).send().await;
            if answer.is_ok_and(|a| a.status().is_success()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Self { child, address, ready_after: begun.elapsed(), _output: output }
    }

    /// A line of `/proc/PID/status`, in KiB: `VmRSS` now, `VmHWM` at most so far.
    pub(crate) fn kib(&self, line: &str) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let found = text.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
        found.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
