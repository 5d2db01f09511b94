use std::time::Instant;
#[path = "../tests/store/support.rs"]
#[allow(dead_code)]
mod support;
use decklog_store::*;
use support::*;
fn med(mut v: Vec<f64>) -> (f64, f64) {
    v.sort_by(f64::total_cmp);
    (v[v.len() / 2], v[v.len() * 95 / 100])
}
fn bare(path: &std::path::Path) -> rusqlite::Connection {
    let c = rusqlite::Connection::open(path).unwrap();
    let ps = std::env::var("PS").unwrap_or("4096".into());
    c.execute_batch(&format!("PRAGMA page_size={ps};PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA wal_autocheckpoint=4000;PRAGMA cell_size_check=ON;CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB)")).unwrap();
    c
}
fn main() {
    let dir = tempfile::tempdir_in("/root").unwrap();
    let mut f = Counter(0);
    let ws = create_at(&dir.path().join("w"), LAPTOP, &mut f).unwrap();
    let c = bare(&dir.path().join("b"));
    let row = vec![b'x'; 400];
    let (mut a, mut b) = (vec![], vec![]);
    let n: usize = std::env::args().nth(1).and_then(|x| x.parse().ok()).unwrap_or(2000);
    let what = std::env::args().nth(2).unwrap_or("both".into());
    for i in 0..n {
        if what != "ours" {
            let t = Instant::now();
            c.execute_batch("BEGIN IMMEDIATE").unwrap();
            c.prepare_cached("INSERT INTO t(b) VALUES(?1)").unwrap().execute([&row]).unwrap();
            c.execute_batch("COMMIT").unwrap();
            b.push(t.elapsed().as_secs_f64() * 1e6);
        }
        if what != "bare" {
            let e = words(
                &mut f,
                &format!("the database answers slowly again number {i} and more words to search"),
            );
            let s = stamp(&mut f);
            let d = draft(&e, s, &mut f);
            let t = Instant::now();
            ws.write(&mut f, |tx| tx.append(d)).unwrap();
            a.push(t.elapsed().as_secs_f64() * 1e6);
        }
    }
    if what != "both" {
        return;
    }
    let (am, a95) = med(a);
    let (bm, b95) = med(b);
    println!("single: ours {am:.0}/{a95:.0} bare {bm:.0}/{b95:.0} us ratio {:.2} {:.2}", am / bm, a95 / b95);
    let n = 100_000;
    let t = Instant::now();
    c.execute_batch("BEGIN IMMEDIATE").unwrap();
    for _ in 0..n {
        c.prepare_cached("INSERT INTO t(b) VALUES(?1)").unwrap().execute([&row]).unwrap();
    }
    c.execute_batch("COMMIT").unwrap();
    let tb = t.elapsed().as_secs_f64();
    let s = stamp(&mut f);
    let t = Instant::now();
    let mut prep = 0.0;
    let mut g = Counter(5_000_000);
    ws.write(&mut f, |tx| {
        for i in 0..n {
            let p = Instant::now();
            let e = words(&mut g, &format!("the database answers slowly again number {i} and more words"));
            let d = draft(&e, s.clone(), &mut g);
            prep += p.elapsed().as_secs_f64();
            tx.append(d)?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let ta = t.elapsed().as_secs_f64() - prep;
    println!("batch 100k: ours {ta:.2}s bare {tb:.2}s ratio {:.2} (prep {prep:.2})", ta / tb);
    let t = Instant::now();
    let v = ws.verify().unwrap();
    assert!(v.holds());
    let tv = t.elapsed().as_secs_f64();
    let t = Instant::now();
    ws.read(|s| {
        let mut fr = decklog_journal::tree::Frontier::new();
        for r in s.records(1, 0) {
            let r = r?;
            fr.push(decklog_journal::tree::leaf_hash(&r.body));
        }
        println!("{}", fr.size());
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let ts = t.elapsed().as_secs_f64();
    println!("verify {tv:.2}s scan+hash {ts:.2}s");
    let t = Instant::now();
    ws.rebuild().unwrap();
    println!("rebuild {:.2}s", t.elapsed().as_secs_f64());
    let t = Instant::now();
    drop(ws);
    println!("close {:.3}", t.elapsed().as_secs_f64());
    let t = Instant::now();
    let ws = Workspace::open(&dir.path().join("w"), Access::ReadWrite, host(LAPTOP)).unwrap();
    println!("open {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
    let e = words(&mut f, "x");
    let s = stamp(&mut f);
    let d = draft(&e, s, &mut f);
    let t = Instant::now();
    ws.write(&mut f, |tx| tx.append(d)).unwrap();
    println!("first write {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
    println!("file {} MB", std::fs::metadata(dir.path().join("w")).unwrap().len() / 1_000_000);
}
