//! The web side as a browser and a program meet it, over a test database.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
mod api;
mod elder;
mod sessions;
mod support;
mod uploads;
