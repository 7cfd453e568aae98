// Shows some effort on a busy day: looks for a number that gives SHA-256(task:number) its zero bits.
// Without it, or before it is done, a minute of waiting does the same.
const root = (number, power) => ((number ** (1 / power)) % 1) * 2 ** 32 | 0;
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const K = primes.map((p) => root(p, 3));
const start = primes.slice(0, 8).map((p) => root(p, 2));
const turn = (x, n) => (x >>> n) | (x << (32 - n));

function compress(state, words) {
  const w = words.slice();
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15], b = w[i - 2];
    w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const t = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const u = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((x, i) => (x + state[i]) | 0);
}

function block(text, bytes) {
  const words = new Array(16).fill(0);
  for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i % 4));
  if (bytes) {
    words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length % 4));
    words[15] = bytes * 8;
  }
  return words;
}

const field = document.getElementById("werk");
if (field && !field.value) {
  const { task, bits } = field.dataset; // the task fills the first block of 64 bytes
  const half = compress(start, block(task, 0));
  const shift = 32 - bits;
  let number = 0;
  const look = () => {
    for (const end = number + 20000; number < end; number++) {
      const tail = `:${number}`;
      if (compress(half, block(tail, 64 + tail.length))[0] >>> shift === 0) {
        field.value = number;
        return;
      }
    }
    setTimeout(look);
  };
  look();
}
