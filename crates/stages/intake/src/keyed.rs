//! Choices of a form: an enum, its word in the database and in forms, its Chinese name.

/// Declares an enum whose variants have a key and a name.
macro_rules! keyed {
    ($(#[$doc:meta])* $vis:vis $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$vdoc])* #[serde(rename = $key)] $variant),+ }

        impl $name {
            /// Every choice, in the order in which it is shown.
            $vis const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database and in forms.
            $vis const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The Chinese name.
            $vis const fn name(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The choice of that key.
            $vis fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|c| c.key() == key)
            }

            /// Keys and names for a select or radios.
            $vis fn options() -> Vec<(&'static str, &'static str)> {
                Self::ALL.iter().map(|c| (c.key(), c.name())).collect()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use keyed;
