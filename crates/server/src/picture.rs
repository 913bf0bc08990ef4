//! Pictures that people upload: looked at with hard limits, and encoded anew, so that nothing of the file itself is kept.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// The largest file, in bytes.
pub(crate) const MAX_FILE: usize = 5_000_000;
/// The most points of a picture: what decoding it may take follows from that.
const MAX_POINTS: u64 = 40_000_000;
/// The longest side, in points.
const MAX_SIDE: u32 = 10_000;
/// The most bytes that decoding may take.
const MAX_MEMORY: u64 = 400_000_000;
/// The side of what is kept, in points.
const SIDE: u32 = 256;
/// Of 100.
const QUALITY: u8 = 85;

/// Why a file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadPicture {
    /// It is another kind of file.
    #[error("a picture is a PNG, JPEG or WebP file")]
    Kind,
    /// It has too many points.
    #[error("a picture has at most 40 megapixels, and 10,000 on a side")]
    TooLarge,
    /// It can't be read to its end.
    #[error("this picture is damaged")]
    Damaged,
}

/// The middle of a picture as a small square: a JPEG, or a PNG where it is not opaque. Of a moving one, its beginning.
pub(crate) fn square(file: &[u8]) -> Result<Vec<u8>, BadPicture> {
    let mut reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| BadPicture::Kind)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(BadPicture::Kind);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let damaged = |error| match error {
        image::ImageError::Limits(_) => BadPicture::TooLarge,
        _ => BadPicture::Damaged,
    };
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_POINTS {
        return Err(BadPicture::TooLarge);
    }
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture = picture.resize_to_fill(SIDE, SIDE, FilterType::Triangle);
    picture.apply_orientation(orientation);
    let mut out = Vec::new();
    let encoded = if picture.color().has_alpha() {
        picture.to_rgba8().write_with_encoder(PngEncoder::new(&mut out))
    } else {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    };
    encoded.map_err(damaged)?;
    Ok(out)
}

/// The media type of what [`square`] made.
pub(crate) fn media_type(picture: &[u8]) -> &'static str {
    if picture.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn opaque(width: u32, height: u32) -> DynamicImage {
        RgbImage::from_pixel(width, height, Rgb([200, 30, 30])).into()
    }

    #[test]
    fn what_is_kept_is_a_small_square_of_its_own() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let kept = square(&encoded(&opaque(900, 300), format)).unwrap();
            let again = image::load_from_memory(&kept).unwrap();
            assert_eq!((again.width(), again.height()), (SIDE, SIDE), "{format:?}");
            assert_eq!(media_type(&kept), "image/jpeg");
        }
        let glass: DynamicImage = RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 100])).into();
        assert_eq!(media_type(&square(&encoded(&glass, ImageFormat::Png)).unwrap()), "image/png");
    }

    #[test]
    fn nothing_behind_or_beside_the_picture_is_kept() {
        let mut file = encoded(&opaque(300, 300), ImageFormat::Png);
        file.extend_from_slice(b"<script>alert(1)</script>");
        let kept = square(&file).unwrap();
        assert!(!kept.windows(7).any(|part| part == b"<script"));
    }

    #[test]
    fn other_files_are_refused() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice();
        let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".as_slice();
        let page = b"<!doctype html><script>alert(1)</script>".as_slice();
        for file in [b"".as_slice(), svg, gif, page, b"%PDF-1.7"] {
            assert_eq!(square(file), Err(BadPicture::Kind));
        }
    }

    #[test]
    fn a_damaged_file_and_one_that_claims_to_be_huge_are_refused() {
        let whole = encoded(&opaque(400, 400), ImageFormat::Png);
        assert_eq!(square(whole.get(..whole.len() / 2).unwrap()), Err(BadPicture::Damaged));
        // A small file whose header says 60,000 by 60,000.
        let mut bomb = whole;
        let header = 16;
        bomb.splice(header..header + 8, [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(matches!(square(&bomb), Err(BadPicture::TooLarge | BadPicture::Damaged)));
        assert_eq!(square(&encoded(&opaque(10_001, 1), ImageFormat::Png)), Err(BadPicture::TooLarge));
        assert_eq!(square(&encoded(&opaque(8_000, 5_001), ImageFormat::Jpeg)), Err(BadPicture::TooLarge));
    }
}
