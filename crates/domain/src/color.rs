//! The brand's colour, and what is readable on it.

/// White where it has a contrast of 4.5 to 1 on the colour (`#rrggbb`) by WCAG 2, else black: one of the two has it on
/// any colour.
pub fn text_on(color: &str) -> &'static str {
    if 1.05 / (luminance(color) + 0.05) >= 4.5 { "#fff" } else { "#000" }
}

/// The relative luminance of WCAG 2, 0 to 1; of what is no colour, that of black.
fn luminance(color: &str) -> f64 {
    let value = color.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0);
    let [_, red, green, blue] = value.to_be_bytes().map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_readable_on_any_colour() {
        for value in (0..=0x00ff_ffff_u32).step_by(97) {
            let color = format!("#{value:06x}");
            let (one, other) =
                (luminance(&color) + 0.05, if text_on(&color) == "#fff" { 1.05 } else { 0.05 });
            assert!(f64::max(one, other) / f64::min(one, other) >= 4.5, "{color}");
        }
        assert_eq!([text_on("#1f5eff"), text_on("#ffd400"), text_on("#767676")], ["#fff", "#000", "#fff"]);
    }
}
