//! A period laid over the calendar, month by month.
use chrono::{Datelike, Months, NaiveDate};
use law::period::{Calendar, Due};

/// As many months are shown in full; of a longer period the first two and the last two.
const SHOWN: usize = 4;

/// What a day is to the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Outside,
    /// 起算事由发生之日，不计入
    Trigger,
    Counted,
    /// 最后一日为休息日，顺延越过
    PassedOver,
    Last,
}

/// One square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Square {
    pub(super) day: u32,
    pub(super) role: Role,
    /// Why nobody works on it.
    pub(super) off: Option<String>,
    /// A Saturday or Sunday that is worked.
    pub(super) make_up: bool,
}

impl Square {
    /// One character under the number.
    pub(super) fn sign(&self) -> &'static str {
        match self.role {
            Role::Last => "止",
            Role::Trigger => "始",
            Role::PassedOver => "延",
            Role::Counted | Role::Outside if self.make_up => "班",
            Role::Counted | Role::Outside if self.off.is_some() => "休",
            Role::Counted | Role::Outside => "",
        }
    }

    /// The same in words, for those who hear the page.
    pub(super) fn words(&self) -> String {
        let role = match self.role {
            Role::Outside => "",
            Role::Trigger => "起算事由发生之日，不计入",
            Role::Counted => "计入",
            Role::PassedOver => "顺延越过",
            Role::Last => "届满日",
        };
        let day = match &self.off {
            Some(why) => why.as_str(),
            None if self.make_up => "调休上班",
            None => "",
        };
        [role, day].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("，")
    }

    pub(super) const fn class(&self) -> &'static str {
        match self.role {
            Role::Outside => "",
            Role::Trigger => "calendar__day--trigger",
            Role::Counted => "calendar__day--counted",
            Role::PassedOver => "calendar__day--passed",
            Role::Last => "calendar__day--last",
        }
    }
}

/// One month: weeks from Monday to Sunday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) title: String,
    pub(super) weeks: Vec<Vec<Option<Square>>>,
    /// So many months before this one are left out.
    pub(super) left_out: usize,
}

/// The months a period touches. In a period of working days the days off are not counted.
pub(super) fn months(due: &Due, calendar: &Calendar) -> Vec<Month> {
    let (from, until) = (due.trigger.min(due.last_day), due.last_day.max(due.rolled_day));
    let first = from.with_day(1).unwrap_or(from);
    let all: Vec<NaiveDate> = (0..=1300)
        .map_while(|n| first.checked_add_months(Months::new(n)))
        .take_while(|month| *month <= until)
        .collect();
    let left_out = if all.len() > SHOWN { all.len() - SHOWN } else { 0 };
    let half = SHOWN / 2;
    let kept = |at: usize| left_out == 0 || at < half || at >= half + left_out;
    all.iter()
        .enumerate()
        .filter(|(at, _)| kept(*at))
        .map(|(at, month)| Month {
            left_out: if at == half + left_out { left_out } else { 0 },
            ..of(*month, due, calendar)
        })
        .collect()
}

fn of(first: NaiveDate, due: &Due, calendar: &Calendar) -> Month {
    let blank = usize::try_from(first.weekday().num_days_from_monday()).unwrap_or(0);
    let mut squares: Vec<Option<Square>> = vec![None; blank];
    let days = first.iter_days().take_while(|day| day.month() == first.month());
    squares.extend(days.map(|day| Some(square(day, due, calendar))));
    while !squares.len().is_multiple_of(7) {
        squares.push(None);
    }
    let title = format!("{}年{}月", first.year(), first.month());
    let weeks = squares.chunks(7).map(<[_]>::to_vec).collect();
    Month { title, weeks, left_out: 0 }
}

fn square(day: NaiveDate, due: &Due, calendar: &Calendar) -> Square {
    let off = calendar.day_off(day).map(ToOwned::to_owned);
    let weekend = day.weekday().num_days_from_monday() > 4;
    let skipped = due.unit == law::period::Unit::WorkingDay && off.is_some();
    let role = if day == due.last_day {
        Role::Last
    } else if day == due.trigger {
        Role::Trigger
    } else if due.passed_over.iter().any(|passed| passed.day == day) {
        Role::PassedOver
    } else if due.first_counted_day <= day && day <= due.raw_last_day && !skipped {
        Role::Counted
    } else {
        Role::Outside
    };
    Square { day: day.day(), role, make_up: weekend && off.is_none(), off }
}

/// How many days are left until the last one, in words.
pub(super) fn left(last_day: NaiveDate, today: NaiveDate) -> String {
    match (last_day - today).num_days() {
        0 => "今天届满".to_owned(),
        days @ 1.. => format!("还有{days}天"),
        days => format!("已经过去{}天", -days),
    }
}
