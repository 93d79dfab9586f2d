use zhengwen::mojibake::words::*;
#[test]
fn zz() {
    for group in std::fs::read_to_string("/tmp/w/zz.txt").unwrap().split("\n\n") {
        for t in group.lines() {
            println!("{t} word {:.1} text {:.1}", word_cost(t), text_cost(t));
        }
        println!();
    }
}
