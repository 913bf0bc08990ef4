//! What a visitor's and an agent's browser load, and what the server takes before it does anything.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::environment::{frontdesk, root, target};
use crate::process::build;
use crate::server::Server;

/// What is loaded, what memory and start-up it takes
///
/// Widget and console: the files of web/*/dist as the manifests there name them, each compressed by brotli (quality
/// 11), in kB of 1000 bytes. Closed: all that a page loads before anybody reaches for the chat. Designer: what it loads
/// on top of the console's shell when it is opened. Binary: the file target/release/frontdesk. Start: from starting the process on an empty
/// data folder until /readyz answers; median of five. Idle: resident memory two seconds later; the largest of five.
/// Widget and console sizes above their bars fail, so does a start-up of ten times its bar; the rest is printed, and what a
/// closed chat loads.
/// Needs the web parts built. Writes target/bench/size.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {}

const STARTS: usize = 5;

/// What the console loads when the designer is opened, on top of its shell.
const DESIGNER: [&str; 2] = ["src/designer/DesignerPage.tsx", "src/designer/canvas/Canvas.tsx"];

struct Measure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    bar: f64,
    /// Above this, the bench fails.
    limit: Option<f64>,
}

/// Measures, prints, writes the result, and fails when a limit is passed.
pub fn size(_: &Arguments) -> Result<()> {
    let mut measures = loaded()?;
    measures.extend(taken()?);

    for measure in &measures {
        let Measure { name, value, unit, bar, .. } = measure;
        let verdict = if value <= bar { "" } else { "  ABOVE" };
        println!("{name:<20} {value:>9.2} {unit:<3} bar {bar:>6} {unit}{verdict}");
    }
    let told: Vec<Value> = measures
        .iter()
        .map(|m| json!({"name": m.name, "value": m.value, "unit": m.unit, "bar": m.bar, "limit": m.limit}))
        .collect();
    let folder = target().join("bench");
    fs::create_dir_all(&folder)?;
    let result = json!({"bench": "size", "measures": told});
    fs::write(folder.join("size.json"), format!("{result:#}\n"))?;

    let over: Vec<&str> =
        measures.iter().filter(|m| m.limit.is_some_and(|limit| m.value > limit)).map(|m| m.name).collect();
    if !over.is_empty() {
        bail!("above the limit: {}", over.join(", "));
    }
    Ok(())
}

fn loaded() -> Result<Vec<Measure>> {
    let widget = root().join("web/widget/dist");
    let manifest = read_json(&widget.join("manifest.json"))?;
    let loader = manifest.get("loader").and_then(Value::as_str).context("manifest.json names no loader")?;
    let opening: BTreeSet<String> =
        manifest.get("opening").into_iter().flat_map(texts).map(str::to_owned).collect();
    if opening.is_empty() {
        bail!("manifest.json names nothing that opening loads");
    }

    let console = root().join("web/console/dist");
    let chunks = read_json(&console.join("manifest.json"))?;
    let shell = loaded_with(&chunks, entries)?;
    let designer = loaded_with(&chunks, |_| DESIGNER.map(str::to_owned).into())?;
    // A page with a dialogue that waits for its event loads this, too, while the chat is closed.
    let closed: BTreeSet<String> = manifest
        .get("later")
        .into_iter()
        .flat_map(texts)
        .filter(|name| name.starts_with("visit-"))
        .chain([loader])
        .map(str::to_owned)
        .collect();
    let kilobytes = |name, value, bar| Measure { name, value, unit: "kB", bar, limit: Some(bar) };
    Ok(vec![
        kilobytes("widget loader", compressed(&widget, &[loader.to_owned()].into())?, 4.0),
        Measure { limit: None, ..kilobytes("widget closed", compressed(&widget, &closed)?, 4.0) },
        kilobytes("widget chat", compressed(&widget, &opening)?, 25.0),
        kilobytes("console shell", compressed(&console, &shell)?, 150.0),
        kilobytes("designer", compressed(&console, &(&designer - &shell))?, 110.0),
    ])
}

fn taken() -> Result<Vec<Measure>> {
    build()?;
    let binary = fs::metadata(frontdesk()).with_context(|| format!("no {}", frontdesk().display()))?.len();
    let mut starts = Vec::new();
    let mut idle = 0;
    for _ in 0..STARTS {
        let server = Server::start()?;
        starts.push(server.start);
        std::thread::sleep(Duration::from_secs(2));
        idle = idle.max(server.resident_bytes()?);
    }
    starts.sort();
    let start = starts.get(STARTS / 2).context("started at least once")?.as_secs_f64();
    Ok(vec![
        Measure { name: "binary", value: megabytes(binary), unit: "MB", bar: 40.0, limit: None },
        Measure { name: "idle memory", value: megabytes(idle), unit: "MB", bar: 60.0, limit: None },
        Measure { name: "start-up", value: start, unit: "s", bar: 1.0, limit: Some(10.0) },
    ])
}

/// The modules with which the console's first page begins.
fn entries(chunks: &serde_json::Map<String, Value>) -> Vec<String> {
    chunks.iter().filter(|(_, chunk)| chunk["isEntry"] == true).map(|(key, _)| key.clone()).collect()
}

/// Everything that is loaded at once with some modules of the console: their scripts, styles, and static imports.
fn loaded_with(
    manifest: &Value,
    modules: impl Fn(&serde_json::Map<String, Value>) -> Vec<String>,
) -> Result<BTreeSet<String>> {
    let chunks = manifest.as_object().context("the console's manifest.json is not an object")?;
    let mut wanted = modules(chunks);
    let mut seen = BTreeSet::new();
    let mut files = BTreeSet::new();
    while let Some(key) = wanted.pop() {
        if !seen.insert(key.clone()) {
            continue;
        }
        let chunk = chunks.get(&key).with_context(|| format!("manifest.json lacks {key}"))?;
        files.extend(chunk["file"].as_str().map(str::to_owned));
        files.extend(texts(&chunk["css"]).map(str::to_owned));
        wanted.extend(texts(&chunk["imports"]).map(str::to_owned));
    }
    Ok(files)
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The sum of the files' sizes after brotli, in kB of 1000 bytes.
fn compressed(folder: &Path, files: &BTreeSet<String>) -> Result<f64> {
    let mut bytes = 0_u32;
    for name in files {
        let file = folder.join(name);
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut packed = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut content.as_slice(), &mut packed, &settings)?;
        bytes += u32::try_from(packed.len())?;
    }
    Ok(f64::from(bytes) / 1000.0)
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
}

fn read_json(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(serde_json::from_str(&text)?)
}

#[cfg(test)]
mod tests {
    use super::{entries, loaded_with};

    #[test]
    fn the_shell_is_the_entry_and_what_it_imports_at_once() {
        let manifest = serde_json::json!({
            "index.html": {"file": "a.js", "isEntry": true, "css": ["a.css"], "imports": ["_b"]},
            "_b": {"file": "b.js", "imports": ["_b"]},
            "_later": {"file": "c.js"},
        });
        let files: Vec<String> = loaded_with(&manifest, entries).unwrap().into_iter().collect();
        assert_eq!(files, ["a.css", "a.js", "b.js"]);
    }
}
