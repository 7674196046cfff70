//! Whatever comes in, an answer goes out, soon and with little memory.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

/// A line for each line; slow machines are given room.
const SOON: Duration = Duration::from_secs(60);

fn ask(lines: &[Vec<u8>]) -> Vec<Json> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .arg("feel")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = [lines.join(&b'\n'), vec![b'\n']].concat();
    let writer = std::thread::spawn(move || input.write_all(&text));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect()
}

#[test]
fn bad_lines() {
    let line = |expr: &str| json!({ "id": 1, "expr": expr }).to_string().into_bytes();
    let deep = |open: &str, close: &str| {
        [open.repeat(10_000), "1".to_owned(), close.repeat(10_000)].concat()
    };
    let errors: Vec<Vec<u8>> = vec![
        line(&deep("(", ")")),
        line(&deep("[", "]")),
        line(&deep("{a: ", "}")),
        line(&"-".repeat(1 << 20)),
        line(&"1+".repeat(1 << 19)),
        line(&["\"", &"あ".repeat(1 << 20), "\""].concat()),
        line(&"if ".repeat(10_000)),
        line("1 +"),
        line("１＋１"),
        line(""),
        b"{\"id\":1,\"expr\":\"\xff\"}".to_vec(),
        br#"{"id":1,"expr":"\"\ud83d\""}"#.to_vec(),
        br#"{"id":1,"expr":"a","context":{"a":{"number":"many"}}}"#.to_vec(),
        br#"{"id":1,"expr":"a","context":{"a":{"nothing":"1"}}}"#.to_vec(),
        [
            br#"{"id":1,"expr":"a","context":{"a":"#.to_vec(),
            b"[".repeat(100_000),
        ]
        .concat(),
        b"no JSON".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        vec![b'x'; 9 << 20],
    ];
    let start = Instant::now();
    let answers = ask(&errors);
    assert_eq!(answers.len(), errors.len());
    for (answer, line) in answers.iter().zip(&errors) {
        let begin = String::from_utf8_lossy(&line[..line.len().min(80)]).into_owned();
        assert!(answer["error"].is_string(), "{begin}: {answer}");
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

/// Null or an error, never a wait.
#[test]
fn hungry_expressions() {
    let line = |expr: &str| json!({ "id": 1, "expr": expr }).to_string().into_bytes();
    let hungry = [
        r#"matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")"#,
        r#"matches("x", "((((a{99}){99}){99}){99}){99}")"#,
        "for i in 1..1000000000 return i",
        "for i in 1..50000, j in 1..50000 return i",
        "count(for i in 1..3000, j in 1..3000 return partial)",
        "{f: function(n) f(n + 1), r: f(1)}.r",
        "{f: function(g) g(g), r: f(f)}.r",
        "10 ** 999999999",
        "2 ** 0.5 ** 999999",
        "exp(999999999)",
        "log(10 ** -6000)",
        "sqrt(10 ** 6000)",
        r#"duration("P99999999999999999999D") * 99999999999999999999"#,
        r#"@"999999999-12-31" + @"P1D""#,
        "sort(for i in 1..6000 return -i, function(x, y) x < y)[1]",
        "count(for i in 1..60000 return append(partial, i))",
        "{a: [1, 1], b: [a, a], c: [b, b], d: [c, c], e: [d, d, d, d], f: [e, e, e, e], g: [f, f, f, f], h: [g, g, g, g], i: [h, h, h, h], j: [i, i, i, i], r: string([j, j, j, j])}.r",
        "distinct values(for i in 1..3000 return i)[3000]",
    ];
    let lines: Vec<Vec<u8>> = hungry.iter().map(|it| line(it)).collect();
    let start = Instant::now();
    let answers = ask(&lines);
    assert_eq!(answers.len(), lines.len());
    for (answer, expr) in answers.iter().zip(hungry) {
        println!("{:.90} ⟹ {:.120}", expr, answer.to_string());
    }
    assert_eq!(answers[0]["value"], false);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}
