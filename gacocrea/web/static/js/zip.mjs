// The files of a zip by their paths: stored or deflated, nothing else. Throws where there is no zip.
const LARGEST = 2 ** 28; // bytes of a package, as in recount.py

const unpacked = (data) => new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();

export async function unzip(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let end = data.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  const files = new Map();
  let size = 0;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError("directory");
    const [method, packed, whole] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [named, extra, remark] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder("utf-8", { fatal: true }).decode(data.subarray(at + 46, at + 46 + named));
    const head = view.getUint32(at + 42, true);
    const start = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
    const content = data.subarray(start, start + packed);
    size += whole;
    if (files.has(name) || size > LARGEST || ![0, 8].includes(method)) throw new RangeError(name);
    if (!name.endsWith("/")) files.set(name, method ? new Uint8Array(await unpacked(content)) : content);
    if (files.has(name) && files.get(name).length !== whole) throw new RangeError(name);
    at += 46 + named + extra + remark;
  }
  return files;
}
