//! Finding Chinese names by characters, by pinyin in full or by initials, mixed as people type.

use pinyin::{ToPinyin, ToPinyinMulti};

/// The readings of one character of a name. A character without a reading stands for itself.
#[derive(Debug)]
struct Sound {
    readings: Vec<&'static str>,
    itself: char,
}

/// A name prepared for searching.
#[derive(Debug)]
pub struct Spelling {
    sounds: Vec<Sound>,
}

/// How well a query fits a name; the smaller, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Equal,
    Begins,
    Contains,
    Synonym,
    SpelledFromStart,
    Spelled,
    /// All characters in their order, in this many pieces.
    InOrder(usize),
}

impl Spelling {
    /// Looks up the readings of every character, all of a heteronym.
    pub fn of(name: &str) -> Self {
        let sounds = name.chars().filter(|c| c.is_alphanumeric()).map(sound).collect();
        Self { sounds }
    }

    /// Looks up the usual reading of every character only.
    pub fn usual(name: &str) -> Self {
        let mut spelling = Self::of(name);
        for sound in &mut spelling.sounds {
            let usual = sound.itself.to_pinyin().map(|reading| typed(reading.plain()));
            sound.readings = usual.into_iter().collect();
        }
        spelling
    }

    /// The letter under which the name stands in a list from A to Z.
    pub fn letter(name: &str) -> char {
        const PLACES: [(&str, char); 6] =
            [("重庆", 'C'), ("长", 'C'), ("厦门", 'X'), ("六安", 'L'), ("亳", 'B'), ("单县", 'S')];
        if let Some((_, letter)) = PLACES.iter().find(|(place, _)| name.starts_with(place)) {
            return *letter;
        }
        let first = name.chars().next().unwrap_or('#');
        let letter = first
            .to_pinyin()
            .and_then(|reading| reading.first_letter().chars().next())
            .unwrap_or(first);
        letter.to_ascii_uppercase()
    }

    fn spelled_at(&self, start: usize, query: &[u8]) -> bool {
        let Some((first, _)) = query.split_first() else { return true };
        let Some(sound) = self.sounds.get(start) else { return false };
        if sound.readings.is_empty() {
            let mut buffer = [0; 4];
            let own = sound.itself.to_lowercase().next().unwrap_or(sound.itself);
            return query
                .strip_prefix(own.encode_utf8(&mut buffer).as_bytes())
                .is_some_and(|rest| self.spelled_at(start + 1, rest));
        }
        sound.readings.iter().any(|reading| {
            let reading = reading.as_bytes();
            if reading.first() != Some(first) {
                return false;
            }
            let common = reading.iter().zip(query).take_while(|(a, b)| a == b).count();
            common == query.len()
                || (common == reading.len() && self.spelled_at(start + 1, &query[common..]))
                || (common >= 2 && reading[1] == b'h' && self.spelled_at(start + 1, &query[2..]))
                || self.spelled_at(start + 1, &query[1..])
        })
    }

    fn spelled(&self, query: &[u8]) -> Option<Fit> {
        if self.spelled_at(0, query) {
            return Some(Fit::SpelledFromStart);
        }
        (1..self.sounds.len()).any(|start| self.spelled_at(start, query)).then_some(Fit::Spelled)
    }

    /// How this query fits the name, if at all.
    pub fn fit(&self, name: &str, query: &Query) -> Option<Fit> {
        let mut worst = Fit::Equal;
        for word in &query.words {
            let fit = match name.find(word.as_str()) {
                Some(0) if name.len() == word.len() => Fit::Equal,
                Some(0) => Fit::Begins,
                Some(_) => Fit::Contains,
                None if word.is_ascii() => self.spelled(word.as_bytes())?,
                None => Fit::InOrder(pieces(name, word)?),
            };
            worst = worst.max(fit);
        }
        Some(worst)
    }
}

fn sound(character: char) -> Sound {
    let mut readings: Vec<&'static str> = Vec::new();
    if let Some(all) = character.to_pinyin_multi() {
        for reading in all {
            let plain = typed(reading.plain());
            if !readings.contains(&plain) {
                readings.push(plain);
            }
        }
    }
    Sound { readings, itself: character }
}

/// ü is typed v.
fn typed(reading: &'static str) -> &'static str {
    match reading {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        plain => plain,
    }
}

/// In how many pieces the word stands in the name, taking the longest piece each time.
fn pieces(name: &str, word: &str) -> Option<usize> {
    let (mut name, mut word, mut count) = (name, word, 0);
    while !word.is_empty() {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>();
        let (end, at) =
            ends.into_iter().rev().find_map(|end| Some((end, name.find(&word[..end])?)))?;
        name = &name[at + end..];
        word = &word[end..];
        count += 1;
    }
    Some(count)
}

/// What a person typed into a search field, in words.
#[derive(Debug)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Splits at spaces; every word must fit.
    pub fn of(typed: &str) -> Self {
        let typed = crate::numerals::half_width(typed).to_lowercase();
        Self { words: typed.split_whitespace().map(|word| word.replace('\'', "")).collect() }
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words as typed, joined.
    pub fn text(&self) -> String {
        self.words.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(name: &str, query: &str) -> Option<Fit> {
        Spelling::of(name).fit(name, &Query::of(query))
    }

    #[test]
    fn names_are_found_as_people_type() {
        let name = "民间借贷纠纷";
        assert_eq!(fit(name, "民间借贷纠纷"), Some(Fit::Equal));
        assert_eq!(fit(name, "民间"), Some(Fit::Begins));
        assert_eq!(fit(name, "借贷"), Some(Fit::Contains));
        assert_eq!(fit(name, "mjjd"), Some(Fit::SpelledFromStart));
        assert_eq!(fit(name, "minjianjiedai"), Some(Fit::SpelledFromStart));
        assert_eq!(fit(name, "minjjied"), Some(Fit::SpelledFromStart));
        assert_eq!(fit(name, "jiedai"), Some(Fit::Spelled));
        assert_eq!(fit(name, "民贷"), Some(Fit::InOrder(2)));
        assert_eq!(fit(name, "离婚"), None);
        assert_eq!(fit(name, "xyz"), None);
        assert_eq!(fit("重庆市高级人民法院", "cqgy"), None);
        assert_eq!(fit("重庆市高级人民法院", "chongqing"), Some(Fit::SpelledFromStart));
        assert_eq!(fit("绿色", "lvse"), Some(Fit::SpelledFromStart));
        assert_eq!(fit("长沙市中级人民法院", "cs zj"), Some(Fit::Spelled));
    }

    #[test]
    fn names_stand_under_their_letter() {
        assert_eq!(Spelling::letter("重庆市"), 'C');
        assert_eq!(Spelling::letter("陕西省"), 'S');
        assert_eq!(Spelling::letter("广东省"), 'G');
        assert_eq!(Spelling::letter("厦门市"), 'X');
    }
}
