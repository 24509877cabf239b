//! The outside world: clients that speak the providers' documented protocols, and a sandbox that
//! plays the providers and checks what the clients send. Knows nothing of procedure.
pub mod face;
pub mod fake;
pub mod sandbox;
pub mod sign;
pub mod sms;
pub mod tsa;
