//! Styles and script are carried in the binary: what `ui/` has built anew is taken in anew.

fn main() {
    println!("cargo::rerun-if-changed=../../../ui/dist");
}
