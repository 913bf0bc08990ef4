//! What a password must be.

/// The shortest password accepted, in Unicode scalar values.
pub const SHORTEST: usize = 10;
/// The longest password accepted, in bytes: hashing more would be work for nothing.
pub const LONGEST: usize = 1_000;

/// Why a password was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// It is too short.
    #[error("the password needs at least {SHORTEST} characters")]
    TooShort,
    /// It is too long.
    #[error("the password is longer than {LONGEST} bytes")]
    TooLong,
    /// It is the e-mail, which others know.
    #[error("the password must not be the e-mail")]
    IsEmail,
}

/// Whether a password is good for a user with an e-mail.
pub fn check(password: &str, email: &str) -> Result<(), WeakPassword> {
    if password.chars().count() < SHORTEST {
        return Err(WeakPassword::TooShort);
    }
    if password.len() > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    if password.trim().to_lowercase() == email.trim().to_lowercase() {
        return Err(WeakPassword::IsEmail);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_ten_characters_and_is_not_the_email() {
        let email = "anna@desk.example";
        for (password, expected) in [
            ("123456789", Err(WeakPassword::TooShort)),
            ("1234567890", Ok(())),
            ("üüüüüüüüü", Err(WeakPassword::TooShort)),
            (" Anna@DESK.example", Err(WeakPassword::IsEmail)),
            (&"x".repeat(LONGEST), Ok(())),
            (&"x".repeat(LONGEST + 1), Err(WeakPassword::TooLong)),
        ] {
            assert_eq!(check(password, email), expected, "{password}");
        }
    }
}
