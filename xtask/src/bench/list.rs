//! The benches that live in crates of their own. A new one: one entry here.

/// A bench: `cargo run --package PACKAGE -- NAME ARGUMENTS`.
pub struct Bench {
    /// What it is called by, here and in its program.
    pub name: &'static str,
    /// The package whose program carries it out.
    pub package: &'static str,
    /// What it measures, in a line.
    pub about: &'static str,
    /// Whether `cargo xtask test` runs it.
    pub in_test: bool,
    /// With which arguments it does so.
    pub short: &'static [&'static str],
}

/// For example `Bench { name: "message", package: "frontdesk-loadgen", about: "visitor to agent, durable",
/// in_test: true, short: &["--pairs", "1"] }`.
pub const BENCHES: &[Bench] = &[
    Bench {
        name: "message",
        package: "frontdesk-loadgen",
        about: "a message from the visitor's socket to the agent's, durable, against the bare limit",
        in_test: true,
        short: &[],
    },
    Bench {
        name: "crash",
        package: "frontdesk-loadgen",
        about: "kill -9 under load, on both databases; then everything is accounted for",
        in_test: true,
        short: &["--cycles", "8"],
    },
    Bench {
        name: "route",
        package: "frontdesk-loadgen",
        about: "hundreds who want to talk at once: who gets which chat, and how soon it rings",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "decide",
        package: "frontdesk-loadgen",
        about: "what a routing decision costs, and how that grows with agents, rules and accounts",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "accepts",
        package: "frontdesk-loadgen",
        about: "several agents take the same chat at the same moment, and at its deadline: one wins",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "accounts",
        package: "frontdesk-loadgen",
        about: "tens of thousands of accounts are uploaded while people chat: how long, and who notices",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "backup",
        package: "frontdesk-loadgen",
        about: "backups under load, restored elsewhere: what was acknowledged before is there",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "disk",
        package: "frontdesk-loadgen",
        about: "a record that can't be written to, is locked, or vanishes; nothing lost, and back by itself",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "fuzz",
        package: "frontdesk-loadgen",
        about: "bytes that nobody meant, for every reader of outside bytes: no panic, none takes long",
        in_test: true,
        short: &[],
    },
    Bench {
        name: "idle",
        package: "frontdesk-loadgen",
        about: "what a visitor costs who has the page open and says nothing",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "move",
        package: "frontdesk-loadgen",
        about: "a record to PostgreSQL and back, equal by counts and hashes",
        in_test: false,
        short: &[],
    },
    Bench {
        name: "simulate",
        package: "frontdesk-simulator",
        about: "live chat by seed: crashes, clocks, lost and repeated words, vanishing people; no rule is broken",
        in_test: true,
        short: &["--seeds", "300"],
    },
    Bench {
        name: "race",
        package: "frontdesk-simulator",
        about: "transactions on PostgreSQL, their statements in an order by seed: no limit, owner or answer is lost",
        in_test: true,
        short: &["--seeds", "20"],
    },
    Bench {
        name: "clock",
        package: "frontdesk-clock",
        about: "availability at each minute of nine years, against another library on the same zone data",
        in_test: false,
        short: &[],
    },
];
