import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

// Writes FILE.br beside each text of a folder, so that the server has nothing to compress: node compress.js FOLDER
const TEXT = /\.(js|css|svg|json)$/;
const compress = promisify(brotliCompress);
const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };

const [folder = "dist"] = process.argv.slice(2);
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name));
await Promise.all(
  files.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    await writeFile(`${file}.br`, await compress(await readFile(file), { params }));
  }),
);
