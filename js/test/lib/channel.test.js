import assert from "node:assert/strict";
import { test } from "node:test";
import { Channel } from "../../src/lib/channel.js";

function fakeModel() {
  const model = { posted: [], handlers: {}, send: (m) => model.posted.push(m), on: (n, f) => (model.handlers[n] = f),
    off: () => {} };
  return model;
}
const rest = (ms) => new Promise((done) => setTimeout(done, ms));

test("frames are acknowledged a few times a second, and only when there is news", async () => {
  const model = fakeModel();
  const channel = new Channel(model, {}, () => {});
  for (let seq = 1; seq <= 30; seq++) {
    channel.drawn = seq;
    await rest(20);
  }
  await rest(600);
  const acks = model.posted.filter((m) => m.kind === "ack").map((m) => m.seq);
  assert.ok(acks.length >= 2 && acks.length <= 5, `${acks}`);
  assert.equal(acks.at(-1), 30);
  channel.stop();
});

test("an unheard command is said to wait, until the kernel has heard it", async () => {
  const model = fakeModel();
  const said = [];
  const channel = new Channel(model, { note: () => {} }, (waiting) => said.push(waiting));
  channel.command("step_d");
  await rest(500);
  assert.deepEqual(said, [true]);
  assert.equal(channel.unheard, 1);
  model.handlers["msg:custom"]({ kind: "note", heard: { [channel.view]: 1 } }, []);
  assert.deepEqual(said, [true, false]);
  assert.equal(channel.unheard, 0);
  channel.stop();
});

test("what is addressed to another view, or of an unknown kind, is left alone", () => {
  const model = fakeModel();
  let frames = 0;
  const channel = new Channel(model, { frame: () => (frames += 1) }, () => {});
  model.handlers["msg:custom"]({ kind: "frame", to: "someone else" }, []);
  model.handlers["msg:custom"]({ kind: "future" }, []);
  model.handlers["msg:custom"]({ kind: "frame", to: channel.view }, []);
  assert.equal(frames, 1);
  channel.stop();
  channel.post({ kind: "hello" });
  assert.equal(model.posted.at(-1).kind, "goodbye");
});

test("a command is done when the kernel says so, which may be later than that it was heard", () => {
  const model = fakeModel();
  let done = 0;
  const channel = new Channel(model, { note: () => {} }, () => {}, { quiet: true, onDone: () => (done += 1) });
  channel.command("scrub", { to: 3, exact: false });
  channel.command("scrub", { to: 4, exact: true });
  const say = (more) => model.handlers["msg:custom"]({ kind: "note", pane: 1, ...more }, []);
  say({ heard: { [channel.view]: 2 }, done: { [channel.view]: 1 } });
  assert.deepEqual([channel.unheard, channel.undone, done], [0, 1, 1]);
  say({ heard: { [channel.view]: 2 }, done: { [channel.view]: 2 } });
  assert.deepEqual([channel.undone, done], [0, 2]);
  channel.stop();
});

test("a line for one picture is deaf for those of the others", () => {
  const model = fakeModel();
  const seen = [];
  const channel = new Channel(model, { frame: ({ seq }) => seen.push(seq) }, () => {}, { pane: 1 });
  const send = (pane, seq) => model.handlers["msg:custom"]({ kind: "frame", pane, seq }, []);
  send(0, 1);
  send(1, 2);
  send(undefined, 3);
  assert.deepEqual(seen, [2]);
  channel.hello();
  assert.equal(model.posted.at(-1).pane, 1);
  channel.stop();
});

test("a line that was closed with its notebook is let go without a word", async () => {
  const model = { tries: 0, send: () => { model.tries += 1; throw new Error("Cannot send"); }, on: () => {}, off: () => {} };
  const channel = new Channel(model, {}, () => {});
  channel.hello();
  channel.command("step");
  channel.stop();
  assert.equal(model.tries, 1);
});
