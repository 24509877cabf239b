//! Doubles for tests: they record, and answer what they are told to.
use async_trait::async_trait;
use kernel::ports::{FaceCheck, FaceResult, PortError, Sms};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub number: String,
    pub text: String,
    pub dedup: String,
}

/// Records messages; the same `dedup` is one message.
#[derive(Debug, Default)]
pub struct FakeSms(Mutex<Vec<Sent>>);

impl FakeSms {
    /// What was sent, oldest first.
    pub fn sent(&self) -> Vec<Sent> {
        lock(&self.0).clone()
    }
}

#[async_trait]
impl Sms for FakeSms {
    async fn send(&self, number: &str, text: &str, dedup: &str) -> Result<(), PortError> {
        let mut sent = lock(&self.0);
        if sent.iter().all(|s| s.dedup != dedup) {
            let (number, text) = (number.to_owned(), text.to_owned());
            sent.push(Sent { number, text, dedup: dedup.to_owned() });
        }
        Ok(())
    }
}

/// A face check that ends as it is told to.
#[derive(Debug)]
pub struct FakeFace(Mutex<FaceResult>);

impl FakeFace {
    /// Ends so from now on.
    pub fn ends(&self, result: FaceResult) {
        *lock(&self.0) = result;
    }
}

impl Default for FakeFace {
    fn default() -> Self {
        Self(Mutex::new(FaceResult::Pending))
    }
}

#[async_trait]
impl FaceCheck for FakeFace {
    async fn start(&self, _: &str, _: &str, _: &str) -> Result<(String, String), PortError> {
        Ok(("token".into(), "https://face.example/token".into()))
    }

    async fn result(&self, _: &str) -> Result<FaceResult, PortError> {
        Ok(*lock(&self.0))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
