//! Probe.
#[test] fn probe(){
 let s="渡口邊上新添了一間書屋，木頭搭的，三十平方米，擺著四千多冊書，等船的人多半坐在裡面。";
 for line in include_str!("/tmp/probe.txt").lines(){
  let show=|text:String,n:usize|zhengwen::boilerplate::lines(&text).into_iter().find(|f|f.0==n).map(|(_,m,a)|format!("{} {a:?} {}",m.rule.code,m.cue.reason)).unwrap_or_default();
  println!("{line}\n    mid: {:40} tail: {}", show(format!("渡口\n{s}\n{line}\n{s}\n"),3), show(format!("渡口\n{s}\n{s}\n{line}\n"),4));
 }}
