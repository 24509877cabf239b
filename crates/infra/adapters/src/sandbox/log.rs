//! A list kept in memory and in a file, one JSON document a line.
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

pub(super) struct Log<T>(Mutex<(Vec<T>, File)>);

impl<T: Serialize + DeserializeOwned + Clone> Log<T> {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).append(true).read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let lines = BufReader::new(File::open(path)?).lines();
        // A last line cut short by a crash is dropped.
        let items = lines.map_while(Result::ok).filter_map(|l| serde_json::from_str(&l).ok());
        let items = items.collect();
        Ok(Self(Mutex::new((items, file))))
    }

    /// Adds one, unless `known` says that it is there already.
    pub(super) fn add(&self, item: T, known: impl Fn(&T) -> bool) -> io::Result<()> {
        let mut guard = self.lock();
        let (items, file) = &mut *guard;
        if items.iter().any(known) {
            return Ok(());
        }
        let mut line = serde_json::to_vec(&item)?;
        line.push(b'\n');
        file.write_all(&line)?;
        items.push(item);
        Ok(())
    }

    /// All, oldest first.
    pub(super) fn all(&self) -> Vec<T> {
        self.lock().0.clone()
    }

    fn lock(&self) -> MutexGuard<'_, (Vec<T>, File)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
