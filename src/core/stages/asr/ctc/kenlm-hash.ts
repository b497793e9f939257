const ENCODER = new TextEncoder();
const MULTIPLIER = 0xc6a4a7935bd1e995n;
const SHIFT = 47n;
const CHAIN = 8978948897894561157n;
const WORD = 17894857484156487943n;

function u64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

/** MurmurHash64A (Austin Appleby, public domain) with seed 0 of a word's UTF-8 bytes: KenLM's key of a word. */
export function hashOfWord(word: string): bigint {
  const bytes = ENCODER.encode(word);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  let hash = u64(BigInt(bytes.length) * MULTIPLIER);
  for (let at = 0; at < whole; at += 8) {
    let part = u64(view.getBigUint64(at, true) * MULTIPLIER);
    part ^= part >> SHIFT;
    hash = u64((hash ^ u64(part * MULTIPLIER)) * MULTIPLIER);
  }
  if (whole < bytes.length) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at -= 1) rest = (rest << 8n) | BigInt(bytes[at]);
    hash = u64((hash ^ rest) * MULTIPLIER);
  }
  hash ^= hash >> SHIFT;
  hash = u64(hash * MULTIPLIER);
  return hash ^ (hash >> SHIFT);
}

/** KenLM's key of an n-gram from that of its end, going one word to the left. */
export function combineHash(key: bigint, word: number): bigint {
  return u64(key * CHAIN) ^ u64(BigInt(1 + word) * WORD);
}
