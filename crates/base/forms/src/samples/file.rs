//! Service and the file.
use super::{
    Sample,
    people::{COURT, DAY},
    sample, scribble,
};
use crate::{
    CoverLine, Day, ElectronicService, FileContents, FileCover, FileItem, ServedPaper,
    ServiceAcknowledgement, Signature,
};

const NUMBER: &str = "（2026）粤0106民初1号";

fn service_acknowledgement() -> ServiceAcknowledgement {
    let paper = |name: &str| ServedPaper { name: name.into(), copies: 1 };
    ServiceAcknowledgement {
        court: COURT.into(),
        number: NUMBER.into(),
        cause: "民间借贷纠纷".into(),
        date: DAY,
        papers: vec![paper("起诉状副本"), paper("应诉通知书"), paper("举证通知书")],
        recipient: "乙贸易有限公司".into(),
        address: "广东省广州市海珠区某大道3号；平台账号 138****0002".into(),
        way: "电子送达".into(),
        signature: scribble(),
        received_at: "2026年11月26日 10:02:41".into(),
        substitute: String::new(),
        electronic: Some(ElectronicService {
            channel: "平台，并以短信提示".into(),
            sent_at: "2026年11月26日 10:00:00".into(),
            arrived_at: "2026年11月26日 10:00:01".into(),
            opened_at: "2026年11月26日 10:02:40".into(),
        }),
        remarks: "受送达人已在送达地址确认书中同意电子送达。".into(),
        issuer: "丁".into(),
        server: "丁".into(),
    }
}

fn cover() -> FileCover {
    let line = |label: &str, names: &[&str]| CoverLine {
        label: label.into(),
        names: names.iter().map(|n| (*n).to_owned()).collect(),
    };
    FileCover {
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        procedure: "民事第一审".into(),
        volume: "正卷".into(),
        cause: "民间借贷纠纷".into(),
        parties: vec![
            line("原告", &["赵某犇𠮷"]),
            line("被告", &["乙贸易有限公司"]),
            line("第三人", &["丁商行"]),
        ],
        bench: vec![line("审判员", &["乙"]), line("书记员", &["丁"])],
        filed_on: Some(DAY),
        closed_on: Some(Day { year: 2027, month: 2, day: 20 }),
        outcome: "判决".into(),
        archived_on: Some(Day { year: 2027, month: 3, day: 31 }),
        retention: "长期".into(),
        books: 2,
        book: 1,
        pages: 186,
        fonds: "0106".into(),
        catalogue: "3".into(),
        item: "27".into(),
    }
}

fn contents() -> FileContents {
    let item = |name: &str, author: &str, first_page, last_page| FileItem {
        name: name.into(),
        author: author.into(),
        dated: Some(DAY),
        first_page,
        last_page,
        remarks: String::new(),
    };
    FileContents {
        court: COURT.into(),
        number: NUMBER.into(),
        date: DAY,
        volume: "正卷".into(),
        items: vec![
            item("民事起诉状", "赵某犇𠮷", 1, 3),
            item("立案登记回执", "广州市天河区人民法院", 4, 4),
            item("受理案件通知书、举证通知书及送达回证", "广州市天河区人民法院", 5, 10),
            item("应诉通知书及送达回证", "广州市天河区人民法院", 11, 14),
            FileItem {
                remarks: "电子".into(), ..item("民事答辩状", "乙贸易有限公司", 15, 17)
            },
        ],
    }
}

/// The contents of a file of sixty papers.
pub fn long_contents() -> Sample {
    let mut list = contents();
    let item = |n: u32| FileItem {
        first_page: n * 2 - 1,
        last_page: n * 2,
        ..list.items[(n % 5) as usize].clone()
    };
    list.items = (1..=60).map(item).collect();
    sample(&list)
}

pub(super) fn full() -> Vec<Sample> {
    vec![sample(&service_acknowledgement()), sample(&cover()), sample(&contents())]
}

pub(super) fn sparse() -> Vec<Sample> {
    vec![
        sample(&ServiceAcknowledgement {
            papers: vec![],
            address: String::new(),
            way: String::new(),
            signature: Signature::Blank,
            received_at: String::new(),
            electronic: None,
            remarks: String::new(),
            issuer: String::new(),
            server: String::new(),
            ..service_acknowledgement()
        }),
        sample(&FileCover {
            parties: vec![],
            bench: vec![],
            filed_on: None,
            closed_on: None,
            outcome: String::new(),
            archived_on: None,
            retention: String::new(),
            books: 0,
            book: 0,
            pages: 0,
            fonds: String::new(),
            catalogue: String::new(),
            item: String::new(),
            ..cover()
        }),
        sample(&FileContents { items: vec![], ..contents() }),
    ]
}
