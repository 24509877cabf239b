//! The words every stage shares: ids, time, who acts and what they may, docket events, ports to the outside.
#![deny(missing_docs)]
pub mod actor;
pub mod clock;
pub mod docket;
pub mod id;
pub mod open_act;
pub mod policy;
pub mod ports;
