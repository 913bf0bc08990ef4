//! Schemas as tables, and samples of what they describe.

use serde_json::{Map, Value, json};

use super::{Document, at, escape, text};

/// How deep a sample goes.
const DEEP: usize = 6;

impl Document {
    fn named<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match name_of(schema) {
            Some(name) => self.schema(name),
            None => schema,
        }
    }

    /// The schema of a name.
    pub(super) fn schema(&self, name: &str) -> &Value {
        at(&self.0, &format!("/components/schemas/{name}"))
    }

    /// All schemas by their names.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        at(&self.0, "/components/schemas").as_object().into_iter().flatten()
    }

    /// The kinds of a frame, each with its description and its schema.
    pub(super) fn kinds<'a>(&'a self, frame: &str) -> Vec<(String, &'a str, &'a Value)> {
        let kinds = at(self.schema(frame), "/oneOf").as_array();
        let read = |schema: &'a Value| {
            let about = at(schema, "/description").as_str().unwrap_or_default();
            Some((self.kind(schema)?, about, schema))
        };
        kinds.into_iter().flatten().filter_map(read).collect()
    }

    /// What stands in `type`.
    fn kind(&self, schema: &Value) -> Option<String> {
        self.fields(schema)
            .into_iter()
            .find(|(name, ..)| name == "type")
            .and_then(|(_, field, _)| at(field, "/enum/0").as_str().map(ToOwned::to_owned))
    }

    /// The fields of an object, those of its parts included: name, schema, whether it is always there.
    fn fields<'a>(&'a self, schema: &'a Value) -> Vec<(String, &'a Value, bool)> {
        let schema = self.named(schema);
        let required = |name: &str| {
            at(schema, "/required").as_array().is_some_and(|names| names.iter().any(|other| other == name))
        };
        let own = at(schema, "/properties").as_object().into_iter().flatten();
        let own = own.map(|(name, field)| (name.clone(), field, required(name)));
        let parts = at(schema, "/allOf").as_array().into_iter().flatten();
        let mut fields: Vec<_> = own.chain(parts.flat_map(|part| self.fields(part))).collect();
        // What it is comes first, then what is always there.
        fields.sort_by_key(|(name, _, always)| (name != "type", !always));
        fields
    }

    /// The fields as a table; nothing where there are none.
    pub(super) fn table(&self, schema: &Value) -> String {
        let row = |(name, field, always): (String, &Value, bool)| {
            let about = text(at(field, "/description").as_str().unwrap_or_default());
            let optional = if always { "" } else { " <i>optional</i>" };
            let (name, kind) = (escape(&name), type_of(field));
            format!(
                "<tr><th scope=\"row\"><code>{name}</code>{optional}</th><td>{kind}</td><td>{about}</td></tr>"
            )
        };
        table(["Field", "Type", "What it is"], &self.fields(schema).into_iter().map(row).collect::<String>())
    }

    /// Something that a schema describes, as small as it can be.
    pub(super) fn sample(&self, schema: &Value) -> Value {
        self.sampled(schema, 0)
    }

    fn sampled(&self, schema: &Value, deep: usize) -> Value {
        let schema = self.named(schema);
        if deep > DEEP {
            return Value::Null;
        }
        if let Some(first) = at(schema, "/enum").as_array().and_then(|values| values.first()) {
            return first.clone();
        }
        let choices = at(schema, "/oneOf").as_array().or_else(|| at(schema, "/anyOf").as_array());
        if let Some(choices) = choices {
            let first = choices.iter().find(|choice| at(choice, "/type") != "null");
            return first.map_or(Value::Null, |first| self.sampled(first, deep + 1));
        }
        let fields = self.fields(schema);
        if !fields.is_empty() {
            let always = fields.into_iter().filter(|(.., always)| *always);
            let object = always.map(|(name, field, _)| (name, self.sampled(field, deep + 1)));
            return Value::Object(object.collect::<Map<_, _>>());
        }
        let kind = match at(schema, "/type") {
            Value::Array(types) => types.first().and_then(Value::as_str),
            one => one.as_str(),
        };
        match (kind, at(schema, "/format").as_str()) {
            (Some("string"), Some("uuid")) => json!("019acb5e-7a00-7000-8000-000000000000"),
            (Some("string"), Some("date-time")) => json!("2026-03-02T09:00:00Z"),
            (Some("string"), _) => json!("…"),
            (Some("integer" | "number"), _) => json!(1),
            (Some("boolean"), _) => json!(true),
            (Some("array"), _) => json!([self.sampled(at(schema, "/items"), deep + 1)]),
            (Some("object"), _) => json!({}),
            _ => Value::Null,
        }
    }
}

/// A type in words, with links to what has a name.
pub(super) fn type_of(schema: &Value) -> String {
    if let Some(name) = name_of(schema) {
        let name = escape(name);
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    if let Some(values) = at(schema, "/enum").as_array() {
        let values = values.iter().map(|value| format!("<code>{}</code>", escape(&value.to_string())));
        return values.collect::<Vec<_>>().join(" | ");
    }
    if let Some(choices) = at(schema, "/oneOf").as_array().or_else(|| at(schema, "/anyOf").as_array()) {
        return choices.iter().map(type_of).collect::<Vec<_>>().join(" or ");
    }
    if let [one] = at(schema, "/allOf").as_array().map_or(&[][..], Vec::as_slice) {
        return type_of(one);
    }
    let types = match at(schema, "/type") {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one.as_str()],
        _ => return "anything".to_owned(),
    };
    let format = at(schema, "/format").as_str();
    let word = |one: &str| match (one, format) {
        ("array", _) => format!("list of {}", type_of(at(schema, "/items"))),
        ("string", Some(format)) => escape(format),
        (one, _) => one.to_owned(),
    };
    types.into_iter().map(word).collect::<Vec<_>>().join(" or ")
}

/// A table that can be scrolled by keyboard where it is too wide; nothing without rows.
pub(super) fn table<const COLUMNS: usize>(heads: [&str; COLUMNS], rows: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cell = |head: &&str| format!("<th scope=\"col\">{head}</th>");
    let heads: String = heads.iter().map(cell).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// The name that a schema refers to.
pub(super) fn name_of(schema: &Value) -> Option<&str> {
    at(schema, "/$ref").as_str()?.rsplit('/').next()
}

/// A sample or a schema, to be opened.
pub(super) fn opened(title: &str, value: &Value) -> String {
    let json = serde_json::to_string_pretty(value).unwrap_or_default();
    format!(
        "<details><summary>{}</summary><pre tabindex=\"0\"><code>{}</code></pre></details>",
        escape(title),
        escape(&json)
    )
}
