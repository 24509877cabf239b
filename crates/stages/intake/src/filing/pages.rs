//! The filer's pages, one file a step.
mod claims;
mod dispose;
mod fee;
mod jurisdiction;
mod mine;
mod new;
mod parties;
mod party;
mod preview;
mod tasks;

use kernel::policy::Permission;
use web::Routes;

pub fn routes() -> Routes {
    let own = Permission::OwnFilings;
    Routes::new()
        .get("/filings", own, mine::show)
        .get("/filings/new", own, new::show)
        .post("/filings/new", own, new::begin)
        .get("/filings/{id}", own, tasks::show)
        .get("/filings/{id}/claims", own, claims::show)
        .post("/filings/{id}/claims", own, claims::save)
        .get("/filings/{id}/withdraw", own, dispose::ask_withdraw)
        .post("/filings/{id}/withdraw", own, dispose::withdraw)
        .get("/filings/{id}/copy", own, dispose::ask_copy)
        .post("/filings/{id}/copy", own, dispose::copy)
        .get("/filings/{id}/delete", own, dispose::ask_delete)
        .post("/filings/{id}/delete", own, dispose::delete)
        .get("/filings/{id}/parties", own, parties::show)
        .post("/filings/{id}/parties", own, parties::go_on)
        .get("/filings/{id}/parties/new", own, parties::new)
        .post("/filings/{id}/parties/new", own, parties::add)
        .get("/filings/{id}/parties/{party}", own, party::show)
        .post("/filings/{id}/parties/{party}", own, party::save)
        .post("/filings/{id}/parties/{party}/move", own, parties::shift)
        .get("/filings/{id}/parties/{party}/delete", own, parties::ask_remove)
        .post("/filings/{id}/parties/{party}/delete", own, parties::remove)
        .get("/filings/{id}/jurisdiction", own, jurisdiction::show)
        .post("/filings/{id}/jurisdiction", own, jurisdiction::save)
        .get("/filings/{id}/fee", own, fee::show)
        .get("/filings/{id}/preview", own, preview::show)
        .post("/filings/{id}/submit", own, preview::submit)
        .get("/filings/{id}/registered", own, preview::registered)
}
