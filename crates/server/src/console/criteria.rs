//! Criteria in the body of a call.

use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::targeting::Criteria;
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::stream_file::CriteriaFile;

use crate::refusal::{Failure, problem};

/// Reads criteria; a name that can be no attribute's is refused.
pub(super) fn read_criteria(file: CriteriaFile) -> Result<Criteria, Failure> {
    let mut unknown = None;
    let criteria = file.read(&mut |name| {
        Attribute::parse(name).unwrap_or_else(|bad| {
            unknown.get_or_insert(bad);
            Attribute::email()
        })
    });
    match unknown {
        Some(bad) => Err(problem(Code::Invalid, bad.to_string())),
        None => Ok(criteria),
    }
}
