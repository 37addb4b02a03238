//! The workloads S1 to S8 of ../../../WORKLOADS.md with Tokio.
#[allow(dead_code)] // it has more than these workloads need
mod harness;
use harness::*;
use std::future::Future;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::*};
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{broadcast, mpsc, oneshot, watch, Notify, RwLock, Semaphore};
use tokio::task::{yield_now, JoinHandle};

fn rt() -> Runtime {
    Builder::new_multi_thread().enable_all().build().unwrap()
}

/// Measures `body`, which runs as one task on a worker and must come to `expected`.
fn inside<F>(rt: &Runtime, w: &str, metric: &str, unit: &str, count: u64, expected: u64, mut body: impl FnMut() -> F)
where F: Future<Output = u64> + Send + 'static {
    ops(w, metric, unit, count, || {
        let task = rt.spawn(body());
        assert_eq!(rt.block_on(task).unwrap(), expected);
    });
}

async fn sum(tasks: Vec<JoinHandle<u64>>) -> u64 {
    let mut sum = 0;
    for task in tasks { sum += task.await.unwrap(); }
    sum
}

fn sum_below(n: u64) -> u64 { n * (n - 1) / 2 }

fn s1() {
    const CALLS: u64 = 1000;
    let rt = rt();
    inside(&rt, "S1", "request_reply", "ns/call", CALLS, sum_below(CALLS) + CALLS, || async {
        let (tx, mut rx) = mpsc::channel::<(u64, oneshot::Sender<u64>)>(10);
        tokio::spawn(async move { while let Some((question, answer)) = rx.recv().await { answer.send(question + 1).unwrap(); } });
        let mut sum = 0;
        for i in 0..CALLS {
            let (answer, reply) = oneshot::channel();
            tx.send((i, answer)).await.unwrap();
            sum += reply.await.unwrap();
        }
        sum
    });
}

const ROUNDS: u64 = 100;

/// Who of the receivers still has to hear of this round.
struct Round { missing: AtomicI64, complete: Notify }

impl Round {
    fn arrived(&self) { if self.missing.fetch_sub(1, AcqRel) == 1 { self.complete.notify_one(); } }
}

/// Tells `n` receivers a number, round after round, and goes on once all have it.
async fn announce(n: u64, send: impl Fn(u64) + Send, receiver: impl Fn(Arc<Round>) -> JoinHandle<u64> + Send) -> u64 {
    let round = Arc::new(Round { missing: AtomicI64::new(0), complete: Notify::new() });
    let tasks = (0..n).map(|_| receiver(round.clone())).collect();
    for i in 1..=ROUNDS {
        round.missing.store(n as i64, Release);
        send(i);
        round.complete.notified().await;
    }
    sum(tasks).await
}

fn announcing<F>(w: &str, prefix: &str, body: fn(u64) -> F)
where F: Future<Output = u64> + Send + 'static {
    for n in [10, 100, 1000] {
        inside(&rt(), w, &format!("{prefix}_{n}"), "ns/receive", n * ROUNDS, n * (sum_below(ROUNDS) + ROUNDS), || body(n));
    }
}

fn s2() {
    announcing("S2", "broadcast", |n| async move {
        let (tx, _) = broadcast::channel::<u64>(1000);
        announce(n, |i| { tx.send(i).unwrap(); }, |round| {
            let mut rx = tx.subscribe();
            tokio::spawn(async move {
                let mut sum = 0;
                for _ in 0..ROUNDS { sum += rx.recv().await.unwrap(); round.arrived(); }
                sum
            })
        }).await
    });
}

fn s3() {
    announcing("S3", "watch", |n| async move {
        let (tx, _) = watch::channel(0u64);
        announce(n, |i| tx.send(i).unwrap(), |round| {
            let mut rx = tx.subscribe();
            tokio::spawn(async move {
                let mut sum = 0;
                for _ in 0..ROUNDS {
                    rx.changed().await.unwrap();
                    sum += *rx.borrow();
                    round.arrived();
                }
                sum
            })
        }).await
    });
}

fn s4() {
    const WAKE_UPS: u64 = 500;
    fn notify(metric: String, waiters: u64, most: u64, notification: fn(&Notify)) {
        let rt = rt();
        let (notify, woken) = (Arc::new(Notify::new()), Arc::new(AtomicU64::new(0)));
        for _ in 0..waiters {
            let (notify, woken) = (notify.clone(), woken.clone());
            rt.spawn(async move { loop { notify.notified().await; woken.fetch_add(1, Release); } });
        }
        let mut calls = 0;
        ops("S4", &metric, "ns/wake-up", WAKE_UPS, || {
            let goal = woken.load(Acquire) + WAKE_UPS;
            while woken.load(Acquire) < goal { notification(&notify); calls += 1; }
            assert!(woken.load(Acquire) <= calls * most, "more were woken than were notified");
        });
    }
    for n in [10, 100, 500] { notify(format!("notify_one_{n}"), n, 1, Notify::notify_one); }
    for n in [10, 100, 500] { notify(format!("notify_waiters_{n}"), n, n, Notify::notify_waiters); }
}

fn s5() {
    const READS: u64 = 60_000;
    const GROUPS: u64 = 1000;
    const GROUP: u64 = 6;
    const READERS: u64 = 8;
    const TURNS: u64 = 10_000;

    async fn groups(held_at_first: bool) -> u64 {
        let lock = Arc::new(RwLock::new(1u64));
        let mut all = 0;
        for _ in 0..GROUPS {
            let writer = if held_at_first { Some(lock.write().await) } else { None };
            let readers = (0..GROUP).map(|_| {
                let lock = lock.clone();
                tokio::spawn(async move { *lock.read().await })
            }).collect();
            drop(writer);
            all += sum(readers).await;
        }
        all
    }

    async fn mixed(turns: u64, yields: bool) -> u64 {
        let lock = Arc::new(RwLock::new(0u64));
        let mut tasks: Vec<_> = (0..READERS).map(|_| {
            let lock = lock.clone();
            tokio::spawn(async move {
                let mut before = 0;
                for _ in 0..turns {
                    let guard = lock.read().await;
                    let seen = *guard;
                    if yields { yield_now().await; }
                    assert!(seen >= before && seen == *guard, "the value changed while it was read");
                    before = seen;
                }
            })
        }).collect();
        let written = lock.clone();
        tasks.push(tokio::spawn(async move {
            for _ in 0..turns {
                let mut guard = written.write().await;
                if yields { yield_now().await; }
                *guard += 1;
            }
        }));
        for task in tasks { task.await.unwrap(); }
        let written = *lock.read().await;
        written
    }

    let rt = rt();
    inside(&rt, "S5", "rwlock_read", "ns/read", READS, READS, || async {
        let lock = RwLock::new(1u64);
        let mut sum = 0;
        for _ in 0..READS { sum += *lock.read().await; }
        sum
    });
    inside(&rt, "S5", "rwlock_read_6", "ns/read", GROUPS * GROUP, GROUPS * GROUP, || groups(false));
    inside(&rt, "S5", "rwlock_read_6_waiting", "ns/read", GROUPS * GROUP, GROUPS * GROUP, || groups(true));
    inside(&rt, "S5", "rwlock_mixed", "ns/lock", (READERS + 1) * TURNS, TURNS, || mixed(TURNS, false));
    let few = TURNS / 10;
    inside(&rt, "S5", "rwlock_mixed_yield", "ns/lock", (READERS + 1) * few, few, move || mixed(few, true));
}

fn s6() {
    const ALONE: u64 = 60_000;
    const TASKS: u64 = 6;
    const TURNS: u64 = 10_000;
    let rt = rt();
    inside(&rt, "S6", "semaphore", "ns/permit", ALONE, 10, || async {
        let semaphore = Semaphore::new(10);
        for _ in 0..ALONE { drop(semaphore.acquire().await.unwrap()); }
        semaphore.available_permits() as u64
    });
    for permits in [10, 5] {
        inside(&rt, "S6", &format!("semaphore_{TASKS}_of_{permits}"), "ns/permit", TASKS * TURNS, permits, || async move {
            let semaphore = Arc::new(Semaphore::new(permits as usize));
            let held = Arc::new(AtomicU64::new(0));
            let tasks: Vec<_> = (0..TASKS).map(|_| {
                let (semaphore, held) = (semaphore.clone(), held.clone());
                tokio::spawn(async move {
                    for _ in 0..TURNS {
                        let permit = semaphore.acquire().await.unwrap();
                        assert!(held.fetch_add(1, AcqRel) < permits, "more permits are held than there are");
                        yield_now().await;
                        held.fetch_sub(1, AcqRel);
                        drop(permit);
                    }
                })
            }).collect();
            for task in tasks { task.await.unwrap(); }
            semaphore.available_permits() as u64
        });
    }
}

const MESSAGES: u64 = 5000;

fn s7() {
    const SENDERS: u64 = 5;
    const WIDE: usize = 1_000_000;
    const NARROW: usize = 100;

    async fn received(mut rx: mpsc::Receiver<u64>, many: bool) -> u64 {
        let (mut sum, mut left) = (0, MESSAGES);
        while left > 0 {
            sum += rx.recv().await.unwrap();
            left -= 1;
            // There is no recv_many before 1.34; this is what one writes instead.
            while many && left > 0 {
                let Ok(message) = rx.try_recv() else { break };
                sum += message;
                left -= 1;
            }
        }
        sum
    }

    async fn send_then_receive(many: bool) -> u64 {
        let (tx, rx) = mpsc::channel(WIDE);
        for i in 0..MESSAGES { tx.send(i).await.unwrap(); }
        received(rx, many).await
    }

    async fn sent_by_five(capacity: usize, many: bool) -> u64 {
        let (tx, rx) = mpsc::channel(capacity);
        for _ in 0..SENDERS {
            let tx = tx.clone();
            tokio::spawn(async move { for i in 0..MESSAGES / SENDERS { tx.send(i).await.unwrap(); } });
        }
        received(rx, many).await
    }

    let rt = rt();
    let (alone, all) = (sum_below(MESSAGES), SENDERS * sum_below(MESSAGES / SENDERS));
    for (suffix, many) in [("", false), ("_many", true)] {
        inside(&rt, "S7", &format!("mpsc_alone{suffix}"), "ns/msg", MESSAGES, alone, || send_then_receive(many));
    }
    for (name, capacity) in [("wide", WIDE), ("full", NARROW)] {
        for (suffix, many) in [("", false), ("_many", true)] {
            inside(&rt, "S7", &format!("mpsc_{name}{suffix}"), "ns/msg", MESSAGES, all, || sent_by_five(capacity, many));
        }
    }
}

fn s8() {
    const CHANNELS: u64 = 10_000;
    let rt = rt();
    for capacity in [1, 100, 100_000] {
        inside(&rt, "S8", &format!("mpsc_create_{capacity}"), "ns/channel", CHANNELS, CHANNELS * capacity, || async move {
            let mut room = 0;
            for _ in 0..CHANNELS {
                let (tx, rx) = mpsc::channel::<u64>(capacity as usize);
                room += std::hint::black_box(&tx).capacity() as u64;
                drop((tx, rx));
            }
            room
        });
    }
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("S1") => s1(), Some("S2") => s2(), Some("S3") => s3(), Some("S4") => s4(),
        Some("S5") => s5(), Some("S6") => s6(), Some("S7") => s7(), Some("S8") => s8(),
        other => { eprintln!("unknown workload {other:?}"); std::process::exit(3) }
    }
}
